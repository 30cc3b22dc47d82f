import type { LarkwireError } from "../../errors.ts";
import type { Awaitable, Clock, Log } from "../../ports.ts";
import type { CardVersion, CheckReplyOptions } from "../../replies/reply-fault.ts";
import type { Outcome } from "../delivery.ts";
import type { Envelope } from "../open/envelope.ts";
import type { Abortable } from "./abortable.ts";
import type { ClientPort, Context, TenantPort } from "./context.ts";
import type { DeadlineQueue } from "./deadline.ts";
import type { LatePreviews } from "./late-previews.ts";
import type { Running } from "./running.ts";

/** What all turns of a dispatcher share. */
export interface TurnSettings {
  readonly clock: Clock;
  readonly log: Log;
  readonly client: ClientPort<TenantPort | undefined> | undefined;
  readonly deadlines: DeadlineQueue;
  /** How long after the answer left a late update may start, in ms. */
  readonly settleGapMs: number;
  readonly latePreviews: LatePreviews;
  /** The answer that is given when the handler takes too long, and when; `undefined` leaves the delivery to the handler. */
  readonly autoAnswer: (envelope: Envelope) => TimedAnswer | undefined;
  /** How replies are looked at before they leave. */
  readonly checks: CheckReplyOptions;
  /** Tells the app of an error; what it returns answers, where nothing has been answered. */
  readonly onError: (error: LarkwireError, turn: Context) => Awaitable<unknown>;
  /** Handlers that have not returned, and their late work. */
  readonly running: Running;
  /** Turns whose signal somebody listens to. */
  readonly abortable: Abortable;
}

/** An answer that is given when nothing else was said in time. */
export interface TimedAnswer {
  /** In ms after the first byte. */
  readonly afterMs: number;
  readonly outcome: Outcome;
}

/** What a route says about its answers; the rest is the dispatcher's. */
export interface RouteRules {
  /** `false` leaves the delivery to the handler. */
  readonly autoAnswer: RouteAnswer | false | undefined;
  readonly sentCard: CardVersion | undefined;
}

/** What a route says about the answer in its handler's place. */
export interface RouteAnswer {
  readonly afterMs: number | undefined;
  readonly outcome: Outcome | undefined;
}
