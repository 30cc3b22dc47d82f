import type { ApiResponse, RequestOptions } from "../api-request.ts";
import { type ApisOf, api } from "./resource.ts";

/** The addresses from which the platform calls apps. */
export interface OutboundIpResource {
  /**
   * One page of them.
   *
   * @see https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-v1/outbound_ip/list
   */
  list(
    payload?: { readonly params?: { readonly page_size?: number; readonly page_token?: string } },
    options?: RequestOptions,
  ): Promise<
    ApiResponse<{ readonly ip_list: readonly string[]; readonly has_more: boolean; readonly page_token?: string }>
  >;
}

/** How the methods of {@link OutboundIpResource} are called over the wire. */
export const outboundIpApis: ApisOf<OutboundIpResource> = { list: api("GET", "/open-apis/event/v1/outbound_ip") };
