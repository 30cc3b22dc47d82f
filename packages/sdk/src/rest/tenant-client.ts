import { LarkwireError } from "../errors.ts";
import type { Log } from "../ports.ts";
import type { CardReplacement } from "../replies/card-replacement.ts";
import { type ApiRequest, type ApiResponse, checkPath, type RequestOptions, toQuery } from "./api-request.ts";
import type { MessageBody } from "./content.ts";
import type { WireResponse } from "./dialect.ts";
import { type Download, toDownload } from "./download.ts";
import { chatOf, type Happening, operatorOf, type Receiver } from "./happening.ts";
import { type FormFile, toMultipart } from "./multipart.ts";
import { type PageRequest, paginate } from "./paginate.ts";
import type { Policy } from "./policy/policy.ts";
import { watchProgress } from "./progress.ts";
import { type ApiTransport, openDownload, sendRequest, type WireRequest } from "./request.ts";
import type { AuthResource } from "./resources/auth.ts";
import type { CardKitResource } from "./resources/card-kit.ts";
import type { EphemeralResource } from "./resources/ephemeral.ts";
import type { Message } from "./resources/message.ts";
import { createResources, type Resources } from "./resources/resources.ts";
import { withToken } from "./tokens/token-source.ts";
import type { Tokens } from "./tokens/tokens.ts";

/** What a client that acts in a tenant stands on. */
export interface ClientParts {
  readonly transport: ApiTransport;
  readonly policy: Policy;
  readonly tokens: Tokens;
  readonly log: Log;
  /** The tenant to act in where a call names none; a self-built app has one tenant. */
  readonly tenantKey: string | undefined;
}

/** The token was rejected: one more try with another one may succeed. */
const rejectedTokenCodes: ReadonlySet<number> = new Set([99_991_663, 99_991_664, 99_991_668, 99_991_671]);
/** A stream cannot be sent again. */
const noCodes: ReadonlySet<number> = new Set();
const updateTokenExpired = 300030;
const updateTokenSpent = 300040;

/** The platform's APIs, called in one tenant. */
export class TenantClient {
  readonly #parts: ClientParts;
  #resources: Resources | undefined;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  /** Instant messages. */
  get im(): Resources["im"] {
    return this.#made().im;
  }

  /** Card entities and streaming. */
  get cardkit(): CardKitResource {
    return this.#made().cardkit;
  }

  /** Cards that only one person sees. */
  get ephemeral(): EphemeralResource {
    return this.#made().ephemeral;
  }

  /** How the platform calls apps. */
  get event(): Resources["event"] {
    return this.#made().event;
  }

  /** Tokens, for code that hands them to others. */
  get auth(): AuthResource {
    return this.#made().auth;
  }

  /**
   * Calls any API with the tenant's token.
   *
   * @throws API_REFUSED, API_UNREACHABLE, API_TIMEOUT, API_MALFORMED; CONFIG_INVALID for a path that is none;
   * API_UNAVAILABLE, RATE_LIMITED; TENANT_KEY_MISSING, APP_TICKET_MISSING for store apps
   * @see https://open.feishu.cn/document/server-docs/api-call-guide/calling-process/overview
   * @example
   * ```ts
   * const { data } = await client.request({ method: "GET", path: "/open-apis/im/v1/chats", params: { page_size: 20 } });
   * ```
   */
  async request<Data = unknown>(request: ApiRequest, options: RequestOptions = {}): Promise<ApiResponse<Data>> {
    const { transport } = this.#parts;
    const wire = { ...toWire(request, options), data: request.data };
    return toResponse(await this.#send(wire, (ready) => sendRequest(transport, ready)));
  }

  /**
   * Downloads a file from any API that answers with one.
   *
   * @throws what {@link request} throws
   * @example
   * ```ts
   * const path = "/open-apis/im/v1/messages/om_1/resources/file_1";
   * const file = await client.download({ method: "GET", path, params: { type: "file" } });
   * const bytes = await file.bytes();
   * ```
   */
  async download(request: ApiRequest, options: RequestOptions = {}): Promise<Download> {
    const { transport, log } = this.#parts;
    const response = await this.#send(toWire(request, options), (ready) => openDownload(transport, ready));
    const { signal } = options;
    const onProgress = watchProgress(options.onProgress, log);
    return toDownload(response, { clock: transport.clock, timeoutMs: transport.timeoutMs, signal, onProgress });
  }

  /**
   * All items of a list that comes in pages.
   *
   * @throws what {@link request} throws
   * @example
   * ```ts
   * for await (const chat of client.paginate<{ chat_id: string }>({ method: "GET", path: "/open-apis/im/v1/chats" })) {
   *   console.log(chat.chat_id);
   * }
   * ```
   */
  paginate<Item = unknown>(request: PageRequest, options?: RequestOptions): AsyncGenerator<Item, void, undefined> {
    return paginate<Item>(request, (page) => this.request(page, options));
  }

  /**
   * Sends a message into the chat where a callback or an event happened.
   *
   * @throws CONFIG_INVALID when it names no chat; what `im.message.create` throws
   * @example
   * ```ts
   * import { content } from "larkwire/client";
   * dispatcher.onCardAction(async (event, ctx) => {
   *   await ctx.client.replyInChat(event, content.text("Approved"));
   * });
   * ```
   */
  async replyInChat(event: Happening, body: MessageBody, options?: RequestOptions): Promise<ApiResponse<Message>> {
    return this.#sendTo(chatOf(event), body, options);
  }

  /**
   * Sends a message to the person who clicked, or who sent the message.
   *
   * @throws CONFIG_INVALID when it names nobody; what `im.message.create` throws
   */
  async replyToOperator(event: Happening, body: MessageBody, options?: RequestOptions): Promise<ApiResponse<Message>> {
    return this.#sendTo(operatorOf(event), body, options);
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

  /**
   * Lets people's clients ask again for the preview of a link, which the app then answers with what is new: once in 5 s for a link.
   *
   * @param previewToken - `context.preview_token` of the callback
   * @param openIds - who sees the link, at most 100; they must be in its chat
   * @throws what {@link request} throws
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v2/url_preview/batch_update
   */
  async refreshPreview(previewToken: string, openIds: readonly string[]): Promise<void> {
    await this.im.v2.urlPreview.batchUpdate({ data: { preview_tokens: [previewToken], open_ids: openIds } });
  }

  /** Made when first used: a click gets a client of its own, which may not be used at all. */
  #made(): Resources {
    this.#resources ??= createResources({
      request: (request, options) => this.request(request, options),
      ask: (request, options) => this.#ask(request, options),
      upload: (request, file, options) => this.#upload(request, file, options),
      download: (request, options) => this.download(request, options),
    });
    return this.#resources;
  }

  #sendTo({ type, id }: Receiver, body: MessageBody, options?: RequestOptions): Promise<ApiResponse<Message>> {
    const data = { receive_id: id, ...body };
    return this.im.message.create({ params: { receive_id_type: type }, data }, options);
  }

  async #upload<Data>(request: ApiRequest, file: FormFile, options: RequestOptions = {}): Promise<ApiResponse<Data>> {
    const { transport, log } = this.#parts;
    const body = toMultipart({ ...request.data }, file, watchProgress(options.onProgress, log));
    const wire = { ...toWire(request, options), body };
    return toResponse(await this.#send(wire, (ready) => sendRequest(transport, ready)));
  }

  #ask(request: ApiRequest, options: RequestOptions = {}): Promise<WireResponse> {
    const { transport, policy } = this.#parts;
    return policy({ ...toWire(request, options), data: request.data }, (ready) => sendRequest(transport, ready));
  }

  /** Sends under the rules, with a token, and once more with another one when it is rejected. */
  async #send<Answer>(request: WireRequest, send: (request: WireRequest) => Promise<Answer>): Promise<Answer> {
    const { policy, tokens } = this.#parts;
    const tenantKey = request.tenantKey ?? this.#parts.tenantKey;
    const source = tokens.tenant(tenantKey);
    const rejections = request.body?.repeatable === false ? noCodes : rejectedTokenCodes;
    return withToken(source, rejections, (token) => policy({ ...request, tenantKey, token }, send), request.signal);
  }
}

function toWire({ method, path, params }: ApiRequest, { signal, tenantKey }: RequestOptions): WireRequest {
  return { method, path: checkPath(path), query: toQuery(params), signal, tenantKey };
}

/** A few APIs, such as `bot/v3/info`, answer without `data`: what stands beside the code is the data then. */
function toResponse<Data>({ code, msg, ...rest }: WireResponse): ApiResponse<Data> {
  return { code, msg, data: ("data" in rest ? rest.data : rest) as Data };
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
