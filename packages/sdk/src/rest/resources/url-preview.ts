import type { ApiResponse, RequestOptions } from "../api-request.ts";
import { type ApisOf, api } from "./resource.ts";

/** Link previews. */
export interface UrlPreviewResource {
  /**
   * Lets clients ask for previews again: the app is called back and answers with what is new.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v2/url_preview/batch_update
   */
  batchUpdate(
    payload: {
      readonly data: {
        /** Of 1 to 10 previews, each of them once in 5 s. */
        readonly preview_tokens: readonly string[];
        /** Whose clients; without it everybody's who sees the link. */
        readonly open_ids?: readonly string[] | undefined;
      };
    },
    options?: RequestOptions,
  ): Promise<ApiResponse<unknown>>;
}

/** How the methods of {@link UrlPreviewResource} are called over the wire. */
export const urlPreviewApis: ApisOf<UrlPreviewResource> = {
  batchUpdate: api("POST", "/open-apis/im/v2/url_previews/batch_update"),
};
