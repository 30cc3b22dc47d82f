import type { Log } from "../../ports.ts";
import type { CardReplacement } from "../../replies/card-replacement.ts";
import type { LegacyCardReply } from "../../replies/legacy-card-reply.ts";
import type { CardActionReply } from "../../replies/reply.ts";
import type { Delivery } from "../delivery.ts";
import type { Envelope } from "../open/envelope.ts";

/** What the dispatcher needs of a client that acts in one tenant. */
export interface TenantPort {
  /** Updates the card of a click; `openIds` names whose copy, for cards that are not shared. */
  updateCard(token: string, card: CardReplacement, openIds?: readonly string[]): Promise<unknown>;
  /** Lets the clients of these people ask again for the preview of a link. */
  refreshPreview(previewToken: string, openIds: readonly string[]): Promise<unknown>;
}

/** A client that can be bound to a tenant. */
export interface ClientPort<Api extends TenantPort | undefined> {
  inTenant(tenantKey: string | undefined): Api;
  /** Keeps the app ticket of a store app, or throws so that the platform pushes it again. */
  takeAppTicket?(event: object): Promise<void>;
}

/** What a handler gets beside the payload. */
export interface Context<Api = unknown, Reply = unknown> {
  /** The whole body, untouched, and what larkwire read from it. */
  readonly envelope: Envelope;
  readonly delivery: Delivery;
  /** The platform's API, in the tenant of the person who acted. */
  readonly client: Api;
  /** Log lines that carry the ids of this delivery. */
  readonly log: Log;
  /** `X-Request-Id`, or the frame's `message_id`. */
  readonly requestId: string | undefined;
  /** `X-Tt-Logid`, or the frame's `trace_id`: what the platform's support asks for. */
  readonly logId: string | undefined;
  /** Aborts when nobody can use the result any more: the dispatcher or its WSClient closes, the answer could not leave, or it left from a host that freezes then; **not** at 3 s. */
  readonly signal: AbortSignal;
  /** Where a click did not fit the schemas of the handlers for its tag and name, such as `value.id` or `form_value.reason`. */
  readonly mismatches: readonly string[];
  /** What is left of the 3 s, in ms; never negative. */
  remainingMs(): number;
  /**
   * Answers now; what the handler returns afterwards is late work: a card updates the clicked card, a preview is what clients get
   * that are told to ask again.
   * Resolves when the answer has left.
   *
   * @throws ALREADY_ANSWERED, REPLY_INVALID, REPLY_TOO_LARGE, ANSWER_NOT_SENT
   * @example
   * ```ts
   * await ctx.reply({ toast: toast.info("Working on it") });
   * return { card: await slowWork() };
   * ```
   */
  reply(reply?: Reply): Promise<void>;
}

/** What the handler of a card click gets beside the payload. */
export interface CardContext<Api = unknown, Reply = CardActionReply> extends Context<Api, Reply> {
  /**
   * Updates the clicked card later, through the platform's API: twice at most, within 30 minutes.
   * The card is checked as one in an answer is. When nothing was answered yet, the click is answered with nothing first.
   *
   * @throws REPLY_INVALID, REPLY_TOO_LARGE; LATE_WORK_IMPOSSIBLE where the host freezes after the answer; CLIENT_MISSING, UPDATE_TOKEN_EXPIRED, UPDATE_TOKEN_SPENT, ANSWER_NOT_SENT, and what the API call throws
   * @see https://open.feishu.cn/document/ukTMukTMukTM/uMDO1YjLzgTN24yM4UjN
   */
  readonly updateCard: Api extends undefined
    ? "Pass client: new Client({ appId, appSecret }) to the dispatcher"
    : (card: CardReplacement) => Promise<void>;
}

/** What the handler of a legacy card click gets beside the payload. */
export interface LegacyCardContext<Api = unknown, Reply = LegacyCardReply> extends CardContext<Api, Reply> {
  /**
   * `X-Refresh-Token`, which stays the same until a click on the card was answered rightly and its user has seen that: a click under a
   * token that was answered before is a repeat. Larkwire itself tells repeats by their signature. `undefined` on a long connection.
   *
   * @see https://open.feishu.cn/document/ukTMukTMukTM/uYzM3QjL2MzN04iNzcDN/configuring-card-callbacks/card-callback-structure
   */
  readonly refreshToken: string | undefined;
}
