import type { ApiResponse, RequestOptions } from "../api-request.ts";
import { type ApisOf, api } from "./resource.ts";

/** A chat, as a list of chats has it. */
export interface Chat {
  readonly chat_id: string;
  readonly name?: string;
  readonly description?: string;
  readonly avatar?: string;
  readonly owner_id?: string;
  readonly owner_id_type?: string;
  readonly external?: boolean;
  readonly tenant_key?: string;
}

/** The chats that the bot is in. */
export interface ChatResource {
  /**
   * One chat.
   *
   * @see https://open.feishu.cn/document/server-docs/group/chat/get-2
   */
  get(
    payload: { readonly path: { readonly chat_id: string } },
    options?: RequestOptions,
  ): Promise<ApiResponse<Omit<Chat, "chat_id">>>;
  /**
   * One page of the chats; `client.paginate` gives all.
   *
   * @see https://open.feishu.cn/document/server-docs/group/chat/list
   */
  list(
    payload?: { readonly params?: { readonly page_size?: number; readonly page_token?: string } },
    options?: RequestOptions,
  ): Promise<
    ApiResponse<{ readonly items: readonly Chat[]; readonly has_more: boolean; readonly page_token?: string }>
  >;
}

/** How the methods of {@link ChatResource} are called over the wire. */
export const chatApis: ApisOf<ChatResource> = {
  get: api("GET", "/open-apis/im/v1/chats/:chat_id"),
  list: api("GET", "/open-apis/im/v1/chats"),
};
