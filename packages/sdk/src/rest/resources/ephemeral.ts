import type { ApiResponse, RequestOptions } from "../api-request.ts";
import type { CardContent } from "../content.ts";
import { type ApisOf, api } from "./resource.ts";

/** Cards that only one person in a group sees. */
export interface EphemeralResource {
  /**
   * Sends one; the first of `open_id`, `user_id` and `email` that is given names the person.
   *
   * @see https://open.feishu.cn/document/ukTMukTMukTM/uETOyYjLxkjM24SM5IjN
   */
  send(
    payload: {
      readonly data: {
        readonly chat_id: string;
        readonly open_id?: string | undefined;
        readonly user_id?: string | undefined;
        readonly email?: string | undefined;
        readonly msg_type: "interactive";
        readonly card: CardContent;
      };
    },
    options?: RequestOptions,
  ): Promise<ApiResponse<{ readonly message_id: string }>>;
  /**
   * Takes one away.
   *
   * @see https://open.feishu.cn/document/ukTMukTMukTM/uITOyYjLykjM24iM5IjN
   */
  delete(
    payload: { readonly data: { readonly message_id: string } },
    options?: RequestOptions,
  ): Promise<ApiResponse<unknown>>;
}

/** How the methods of {@link EphemeralResource} are called over the wire. */
export const ephemeralApis: ApisOf<EphemeralResource> = {
  send: api("POST", "/open-apis/ephemeral/v1/send"),
  delete: api("POST", "/open-apis/ephemeral/v1/delete"),
};
