import type { WayIn } from "../console-api/contract.ts";

/** Something that goes wrong with a callback or an event on its way to an app, or with the answer on its way back. */
export type DeliveryFault =
  | {
      /** It leaves late. The 3 s run all the same: after 3 s it does not leave at all. */
      readonly type: "delay";
      /** Milliseconds. */
      readonly ms: number;
    }
  | {
      /** The app is asked, and its answer is lost. */
      readonly type: "dropAnswer";
    }
  | {
      /**
       * It comes twice, with one `event_id`: over another connection where the app has one, over the webhook signed anew.
       * The second is an exchange of its own, whose answer changes nothing.
       */
      readonly type: "duplicate";
      /** How long after the first, in milliseconds. @default 0 */
      readonly afterMs?: number | undefined;
    }
  | {
      /** It trickles: the frame, or the body of the request. What is sent meanwhile over that connection waits behind it. */
      readonly type: "slow";
      /** From 1 to 1,000,000. */
      readonly bytesPerSecond: number;
    }
  | FrameFault
  | ConnectionFault
  | WebhookFault;

/** Something that goes wrong with the frames of a message. */
export type FrameFault =
  | {
      /** It comes in so many frames. */
      readonly type: "fragment";
      /** From 1 to 1024. */
      readonly into: number;
    }
  | {
      /** Its frames come last one first; a message of one frame is split into three. */
      readonly type: "reorder";
    }
  | {
      /** Its frames end in the middle, and cannot be read. */
      readonly type: "garble";
    }
  | {
      /** Its frames are of the type `card`, as some have seen clicks come. */
      readonly type: "cardFrame";
    };

/** Something that goes wrong with a long connection, at the next message, or with `name: "ping"` at the client's next ping. */
export type ConnectionFault =
  | {
      /** Nothing is read or written any more, and nothing says so. The platform uses it until the client hangs up. */
      readonly type: "halfOpen";
    }
  | {
      /** The connection is closed, right after the message has left: its answer finds no way back. */
      readonly type: "close";
      /** A close code of RFC 6455 that may be sent, or 1006 to break off without one. */
      readonly code: number;
    }
  | {
      /** The message waits for the app's next connection, and leaves together with the answer to its handshake. */
      readonly type: "withHandshake";
    };

/** Something that is wrong with a webhook request. */
export type WebhookFault =
  | {
      /** The signature is another one; without effect for an app without Encrypt Key, whose requests have none. */
      readonly type: "wrongSignature";
    }
  | {
      /** It was signed long ago, and rightly. */
      readonly type: "oldTimestamp";
      /** Milliseconds. @default 86_400_000 (a day) */
      readonly ageMs?: number | undefined;
    }
  | {
      /** The same bytes come again: body, time, nonce and signature. */
      readonly type: "replay";
      /** How long after the first, in milliseconds. @default 0 */
      readonly afterMs?: number | undefined;
    };

/** Something that goes wrong while a client connects; `name` is `/callback/ws/endpoint` or `/ws/v2`. */
export type ConnectingFault =
  | {
      /** Endpoint discovery answers code 1, "system busy". */
      readonly type: "systemBusy";
    }
  | {
      /** Endpoint discovery, or with `name: "/ws/v2"` the handshake, answers that the app has too many connections. */
      readonly type: "connectionLimit";
    }
  | {
      /** The ticket in the address is no longer valid when the client shows it. */
      readonly type: "revokeTickets";
    }
  | {
      /** Endpoint discovery answers that the app belongs to the other brand: 1000040351. */
      readonly type: "wrongDomain";
    }
  | {
      /** Endpoint discovery answers this code, with all that an answer has. */
      readonly type: "refuseConnecting";
      /** Any but 0. */
      readonly code: number;
      /** @default "refused" */
      readonly msg?: string | undefined;
    };

/** Something that goes wrong with a call of the open API; `name` is its path. */
export type CallFault =
  | {
      /** The call is answered 99991663, and its token is really gone: the next one is another. */
      readonly type: "expireToken";
    }
  | {
      /** It is never answered. With `name: "/ws/v2"` that is the handshake of a long connection. */
      readonly type: "hang";
    }
  | {
      /** Something in front of the API answers, without JSON. Endpoint discovery is struck, too. */
      readonly type: "status";
      /** From 500 to 599. */
      readonly status: number;
    }
  | {
      /** 429 and 99991400. Endpoint discovery is struck, too. */
      readonly type: "rateLimit";
      /** `x-ogw-ratelimit-limit`, calls. @default 50 */
      readonly limit?: number | undefined;
      /** `x-ogw-ratelimit-reset`, seconds. @default 1 */
      readonly resetSeconds?: number | undefined;
    };

/** Something that goes wrong between the platform and an app. */
export type Fault = DeliveryFault | ConnectingFault | CallFault;

/** Some of the faults, by type. */
export type FaultOf<Type extends Fault["type"]> = Extract<Fault, { readonly type: Type }>;

/** When a fault strikes: whenever everything that is given here fits. */
export interface FaultScope {
  readonly app?: { readonly appId: string } | undefined;
  /** Who clicked, pasted or wrote. */
  readonly user?: { readonly openId: string } | undefined;
  /** A callback, an event, a path of the open API, or `ping`; with a `*` at its end everything that begins so. @default all but `ping` */
  readonly name?: string | undefined;
  readonly way?: WayIn | undefined;
  /** One delivery, with all its attempts: an exchange is one. */
  readonly delivery?: { readonly event_id: string } | undefined;
  /** How often at most. @default 1, or without limit where a probability is given */
  readonly times?: number | undefined;
  /** How likely each time, from 0 to 1; drawn from the simulator's seed. @default 1 */
  readonly probability?: number | undefined;
}

/** A fault that waits for its occasion. */
export interface AddedFault {
  /** How often it has struck. */
  readonly struck: number;
}
