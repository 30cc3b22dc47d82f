import { LarkwireError } from "../errors.ts";
import type { CardReplacement } from "../replies/card-replacement.ts";
import { type ApiRequest, type ApiResponse, checkPath, type RequestOptions, toQuery } from "./api-request.ts";
import { type ApiTransport, sendRequest } from "./request.ts";
import { MessageResource } from "./resources/message.ts";
import { withToken } from "./tokens/token-source.ts";
import type { Tokens } from "./tokens/tokens.ts";

/** What a client that acts in a tenant stands on. */
export interface ClientParts {
  readonly transport: ApiTransport;
  readonly tokens: Tokens;
  /** The tenant to act in where a call names none; a self-built app has one tenant. */
  readonly tenantKey: string | undefined;
}

/** The token was rejected: one more try with another one may succeed. */
const rejectedTokenCodes: ReadonlySet<number> = new Set([99_991_663, 99_991_664, 99_991_668, 99_991_671]);
const updateTokenExpired = 300030;
const updateTokenSpent = 300040;

/** The platform's APIs, called in one tenant. */
export class TenantClient {
  /** Instant messages. */
  readonly im: { readonly message: MessageResource };
  readonly #parts: ClientParts;

  constructor(parts: ClientParts) {
    this.#parts = parts;
    this.im = { message: new MessageResource((request, options) => this.request(request, options)) };
  }

  /**
   * Calls any API with the tenant's token.
   *
   * @throws API_REFUSED, API_UNREACHABLE, API_TIMEOUT, API_MALFORMED; CONFIG_INVALID for a path that is none;
   * TENANT_KEY_MISSING, APP_TICKET_MISSING for store apps
   * @see https://open.feishu.cn/document/server-docs/api-call-guide/calling-process/overview
   * @example
   * ```ts
   * const { data } = await client.request({ method: "GET", path: "/open-apis/im/v1/chats", params: { page_size: 20 } });
   * ```
   */
  async request<Data = unknown>(request: ApiRequest, options: RequestOptions = {}): Promise<ApiResponse<Data>> {
    const { tokens, transport, tenantKey } = this.#parts;
    const { method, params, data } = request;
    const send = async (token: string): Promise<ApiResponse<Data>> => {
      const { signal } = options;
      const wire = { method, path: checkPath(request.path), query: toQuery(params), token, data, signal };
      const { code, msg, data: answered } = await sendRequest(transport, wire);
      return { code, msg, data: answered as Data };
    };
    return withToken(tokens.tenant(options.tenantKey ?? tenantKey), rejectedTokenCodes, send);
  }

  /**
   * Updates the card of a click, after the click has been answered: twice at most, within 30 minutes.
   *
   * @param token - the update token of the callback, `c-...`
   * @param openIds - whose copy to update; needed for cards 1.0 that are not shared (`update_multi` is not `true`), forbidden for others
   * @throws UPDATE_TOKEN_EXPIRED, UPDATE_TOKEN_SPENT, API_REFUSED, API_UNREACHABLE, API_TIMEOUT, API_MALFORMED
   * @see https://open.feishu.cn/document/ukTMukTMukTM/uMDO1YjLzgTN24yM4UjN
   */
  async updateCard(token: string, card: CardReplacement, openIds?: readonly string[]): Promise<void> {
    const content = card.type === "raw" ? card.data : card;
    const data = { token, card: openIds === undefined ? content : { ...content, open_ids: openIds } };
    try {
      await this.request({ method: "POST", path: "/open-apis/interactive/v1/card/update", data });
    } catch (error) {
      throw LarkwireError.is(error, "API_REFUSED") ? toUpdateError(error) : error;
    }
  }
}

function toUpdateError(error: LarkwireError): LarkwireError {
  const { platform } = error;
  const options = { cause: error, ...(platform !== undefined && { platform }) };
  if (platform?.code === updateTokenExpired)
    return new LarkwireError("UPDATE_TOKEN_EXPIRED", "The click is too long ago", options);
  if (platform?.code === updateTokenSpent)
    return new LarkwireError("UPDATE_TOKEN_SPENT", "The card was already updated twice", options);
  return error;
}
