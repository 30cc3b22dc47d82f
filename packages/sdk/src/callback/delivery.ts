import type { LarkwireError } from "../errors.ts";
import type { Awaitable, Clock, Log } from "../ports.ts";

/** The way a delivery came in. */
export type Origin =
  | { readonly type: "webhook"; readonly header: (name: string) => string | undefined }
  | {
      readonly type: "long-connection";
      readonly connectionId: string;
      readonly messageId: string;
      readonly traceId: string;
    };

/**
 * What the host allows after the answer has left: `process` lives on, `waitUntil` keeps awake for what {@link Answer.settle}
 * promises, `none` freezes, so that late work is refused.
 */
export type Background = "process" | "waitUntil" | "none";

/** Bytes, when they began to come, and where from: all that a transport says. */
export interface Delivery {
  readonly body: Uint8Array;
  /** Monotonic time of the first byte or first fragment, in ms of the receiver's clock: the 3 s run from here. */
  readonly receivedAt: number;
  readonly origin: Origin;
  readonly background: Background;
  /** Aborts when the transport has ended and waits for nobody any more. */
  readonly ended?: TransportEnd | undefined;
}

/** The end of a transport, as an `AbortSignal` tells it. */
export interface TransportEnd {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: { handleEvent(): void }): void;
  removeEventListener(type: "abort", listener: { handleEvent(): void }): void;
}

/** What is to be said to the platform. */
export type Outcome =
  | { readonly type: "answered"; readonly json: string }
  | {
      readonly type: "custom";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly type: "refused" | "failed"; readonly error: LarkwireError };

/** An outcome, and the promise to tell what became of it. */
export interface Answer {
  readonly outcome: Outcome;
  /**
   * Called once by the transport when the answer has left (`true`) or could not leave (`false`).
   * Resolves when the work that goes on after the answer is done, so that hosts can wait for it.
   */
  settle(sent: boolean): Awaitable<void>;
}

/** The meaning behind a transport: takes deliveries, gives answers. */
export interface Receiver {
  /** Never throws and never rejects. */
  receive(delivery: Delivery): Awaitable<Answer>;
  /** Whether any secret is configured: without one, nothing that comes over HTTP can be believed. */
  readonly secured: boolean;
  /** Where several share a URL: whether the delivery says by itself that it is for this receiver. */
  claims?(delivery: Delivery): boolean;
  readonly clock: Clock;
  readonly log: Log;
}
