/** Who has to act on an error: the sender of the bytes, the app that uses larkwire, or the open platform. */
export type Blame = "sender" | "app" | "platform";

interface ErrorKind {
  readonly blame: Blame;
  /** What the reader of the message should do next. */
  readonly advice: string;
}

/** Every failure that larkwire reports, with who is to blame and what to do. The codes are stable. */
export const errorCodes = {
  // Bytes that came over HTTP.
  BODY_TOO_LARGE: { blame: "sender", advice: "Raise maxBodyBytes if the sender is genuine." },
  BODY_TOO_SLOW: { blame: "sender", advice: "Raise bodyTimeoutMs if the sender is genuine but far away." },
  BODY_ABORTED: { blame: "sender", advice: "The sender closed the connection before the body was complete." },
  BODY_ALREADY_READ: {
    blame: "app",
    advice: "Mount larkwire before any body parser: the signature covers the raw bytes.",
  },
  BODY_MALFORMED: { blame: "sender", advice: "The body must be UTF-8 JSON as the open platform sends it." },
  // Bytes that must prove where they come from.
  SIGNATURE_INVALID: {
    blame: "sender",
    advice:
      "Compare encryptKey (events, callbacks) and verificationToken (legacy cards) with the app's page in the developer console; watch for spaces or a line break at the end.",
  },
  PROOF_MISSING: {
    blame: "sender",
    advice: "The request carries no proof that this kind of body needs: a signature, or the Verification Token.",
  },
  TIMESTAMP_STALE: {
    blame: "sender",
    advice: "Check this machine's clock; widen the freshness option if the platform re-sends later than that.",
  },
  TOKEN_INVALID: {
    blame: "sender",
    advice: "Compare verificationToken with the Verification Token in the developer console.",
  },
  DECRYPT_FAILED: { blame: "sender", advice: "Compare encryptKey with the Encrypt Key in the developer console." },
  NOT_ENCRYPTED: {
    blame: "sender",
    advice: "An Encrypt Key is configured here, so the platform must have it too: save it in the developer console.",
  },
  ENVELOPE_UNKNOWN: {
    blame: "sender",
    advice: "The body is none of: event 1.0 or 2.0, callback, legacy card action, url_verification.",
  },
  // Bytes that came over the long connection.
  FRAME_MALFORMED: { blame: "platform", advice: "The frame was dropped; the connection stays open." },
  FRAME_TOO_LARGE: { blame: "platform", advice: "Raise maxFrameBytes if the endpoint is genuine." },
  FRAGMENT_INVALID: { blame: "platform", advice: "The fragment was dropped; the other fragments are kept." },
  FRAGMENT_LIMIT: {
    blame: "platform",
    advice:
      "Raise the fragment limits if the endpoint is genuine: maxFragments, maxPartialMessages, maxPartialBytes, partialTtlMs.",
  },
  // Reaching the platform.
  ENDPOINT_UNREACHABLE: {
    blame: "platform",
    advice: "Check network, proxy and the domain option; larkwire tries again.",
  },
  ENDPOINT_BUSY: { blame: "platform", advice: "The platform asks to come back; larkwire tries again." },
  ENDPOINT_MALFORMED: {
    blame: "platform",
    advice: "Whatever answers at the domain is not the open platform; check the domain option and proxies.",
  },
  ENDPOINT_REFUSED: { blame: "app", advice: "Look the platform's code up; larkwire does not try again." },
  ENDPOINT_INSECURE: {
    blame: "platform",
    advice: "An https domain must hand out a wss address; nothing was sent to the other one.",
  },
  CREDENTIALS_REFUSED: {
    blame: "app",
    advice: "Compare appId and appSecret with the developer console (Credentials & Basic Info).",
  },
  ASSERTION_FAILED: {
    blame: "app",
    advice: "Look at what signs for the app: the function clientAssertion must give a JSON Web Token, in time.",
  },
  WRONG_DOMAIN: {
    blame: "app",
    advice: "The app belongs to the other brand: set domain to Domain.Lark (or Domain.Feishu).",
  },
  STORE_APP_REFUSED: {
    blame: "app",
    advice: "Store apps cannot use the long connection: receive callbacks through a webhook.",
  },
  CONNECTION_LIMIT: {
    blame: "app",
    advice: "An app has at most 50 connections: close other clients of the same app.",
  },
  HANDSHAKE_FAILED: { blame: "platform", advice: "The WebSocket upgrade was refused; larkwire tries again." },
  HANDSHAKE_FORBIDDEN: {
    blame: "app",
    advice: "The platform bans this app's connection; check its state in the console.",
  },
  CONNECTION_LOST: { blame: "platform", advice: "larkwire reconnects." },
  CONNECTION_SILENT: {
    blame: "platform",
    advice: "Nothing came after a ping, so the connection counts as half-open; larkwire reconnects.",
  },
  CONNECTION_STALLED: {
    blame: "platform",
    advice:
      "The server reads too slowly what it is sent; larkwire reconnects. Raise maxUnsentBytes if answers are many and large.",
  },
  RECONNECT_EXHAUSTED: { blame: "platform", advice: "The platform limits the number of tries; start a new client." },
  // The app's own doing.
  CONFIG_INVALID: { blame: "app", advice: "Correct the option named above." },
  HANDLER_FAILED: { blame: "app", advice: "The handler threw; the cause is attached." },
  REPLY_INVALID: { blame: "app", advice: "Return an object of plain JSON, customResponse(…), or nothing." },
  CARD_INVALID: { blame: "app", advice: "Give the card as plain JSON, an object of at most 30 KB." },
  JSX_INVALID: {
    blame: "app",
    advice: "Tags are the platform's, such as markdown and button, or functions; see docs/cards.md.",
  },
  REPLY_TOO_LARGE: { blame: "app", advice: "A card may have 30 KB; send less, or a template." },
  ALREADY_ANSWERED: {
    blame: "app",
    advice: "A callback is answered once: return the later part, or use ctx.updateCard().",
  },
  LATE_WORK_IMPOSSIBLE: {
    blame: "app",
    advice:
      "This host stops after the answer: return the card before that, or run where the process lives on or waitUntil is given.",
  },
  CUSTOM_RESPONSE_IMPOSSIBLE: {
    blame: "app",
    advice: "customResponse() needs a webhook; a long connection carries no status, headers or free body.",
  },
  ANSWER_NOT_SENT: { blame: "sender", advice: "The connection went away before the answer left." },
  NOT_HANDLED: { blame: "app", advice: "Register a handler for this name, or unsubscribe from it." },
  IN_PROGRESS: { blame: "sender", advice: "The same delivery is being handled; its repeat is told to come back." },
  OVERLOADED: { blame: "app", advice: "More is in flight than maxInFlight and maxInFlightBytes allow." },
  CLOSING: { blame: "app", advice: "The client is closing and takes no more deliveries." },
  UPDATE_TOKEN_MISSING: { blame: "app", advice: "Only a card click carries an update token." },
  UPDATE_TOKEN_EXPIRED: {
    blame: "app",
    advice: "A card can be updated for 30 minutes after the click; patch the message instead.",
  },
  UPDATE_TOKEN_SPENT: { blame: "app", advice: "One click allows two updates; patch the message instead." },
  CLIENT_MISSING: { blame: "app", advice: "Pass client: new Client({ appId, appSecret }) to the dispatcher." },
  STORAGE_FAILED: { blame: "app", advice: "The storage threw; the cause is attached." },
  STORAGE_TIMEOUT: {
    blame: "app",
    advice: "Look at the storage and the way to it, or raise storageTimeoutMs, and timeoutMs of redisStorage().",
  },
  STORAGE_OVERLOADED: {
    blame: "app",
    advice: "The storage answers more slowly than it is asked; look at it, or raise its maxPending.",
  },
  LEASE_LOST: {
    blame: "app",
    advice: "The delivery is told to come back. Raise dedupe.leaseMs above what handlers take.",
  },
  TENANT_KEY_MISSING: {
    blame: "app",
    advice: "Use ctx.client, which is in the tenant of the person who acted, or pass { tenantKey } with the call.",
  },
  APP_TICKET_MISSING: {
    blame: "app",
    advice:
      "The platform pushes it as the event app_ticket: save the request URL of a dispatcher that has this client as its option client.",
  },
  APP_TICKET_UNEXPECTED: {
    blame: "app",
    advice: 'It was not kept. Give the dispatcher the client of its own app, with appType: "store".',
  },
  // Calling the platform.
  API_REFUSED: { blame: "app", advice: "Look the platform's code up in its error list." },
  API_UNREACHABLE: { blame: "platform", advice: "Check network and proxy, or try again." },
  API_UNAVAILABLE: {
    blame: "platform",
    advice: "The platform, or a proxy in front of it, failed; try again later.",
  },
  API_TIMEOUT: { blame: "platform", advice: "Try again, or raise timeoutMs." },
  API_MALFORMED: { blame: "platform", advice: "Whatever answered is not the open platform; check domain and proxies." },
  RATE_LIMITED: {
    blame: "app",
    advice: "Calls of this API are too many: send fewer, or raise maxRateLimitWaitMs to wait longer.",
  },
  // A proxy on the way.
  PROXY_REFUSED: {
    blame: "app",
    advice:
      "Put user and password into the proxy's address (http://user:password@host:port) if it wants them, let it allow CONNECT to that host and port, or name the host in NO_PROXY.",
  },
  PROXY_UNREACHABLE: {
    blame: "app",
    advice: "Check the option proxy, or HTTPS_PROXY in the environment; proxy: false goes without.",
  },
  PROXY_FAILED: { blame: "app", advice: "Try again, and look at the proxy: what answers there may be none." },
  FILE_UNREADABLE: { blame: "app", advice: "Give the whole file, in chunks of bytes; the cause is attached." },
  INTERNAL: { blame: "app", advice: "This is a bug in larkwire; please report it with the cause." },
} as const;

/** The stable name of a failure, a key of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;

/** What may accompany a {@link LarkwireError}. */
export interface LarkwireErrorOptions {
  /** What was thrown underneath. */
  readonly cause?: unknown;
  /** The platform's own code and log id, where it gave them. */
  readonly platform?: PlatformFault;
}

/** What the open platform said about a failure. */
export interface PlatformFault {
  readonly code: number;
  readonly msg: string;
  readonly logId?: string | undefined;
  /** A page of the platform that explains this very failure. */
  readonly troubleshooter?: string | undefined;
  /** How long the platform asks to wait before the next try, in ms. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * The one error class: a stable `code`, who is to blame, and a message that says what to do.
 *
 * @example
 * ```ts
 * try {
 *   await ws.start();
 * } catch (error) {
 *   if (LarkwireError.is(error, "CREDENTIALS_REFUSED")) process.exit(1);
 *   throw error;
 * }
 * ```
 */
export class LarkwireError extends Error {
  override readonly name = "LarkwireError";
  readonly code: ErrorCode;
  readonly blame: Blame;
  readonly platform: PlatformFault | undefined;

  /**
   * @param code - the stable name of the failure
   * @param detail - what happened in this case, without any secret
   */
  constructor(code: ErrorCode, detail: string, options: LarkwireErrorOptions = {}) {
    const { blame, advice }: ErrorKind = errorCodes[code];
    super(
      `${code}: ${toLine(detail)}${/[.!?]$/.test(detail) ? "" : "."} ${advice}`,
      "cause" in options ? { cause: options.cause } : undefined,
    );
    this.code = code;
    this.blame = blame;
    this.platform = options.platform;
  }

  /** Tells whether a caught value is a LarkwireError, and optionally one of this code; works across copies of the package. */
  static is(value: unknown, code?: ErrorCode): value is LarkwireError {
    try {
      if (!(value instanceof Error) || value.name !== "LarkwireError" || !("code" in value)) return false;
      return code === undefined ? Object.hasOwn(errorCodes, String(value.code)) : value.code === code;
    } catch {
      // Whatever was thrown need not like to be looked at.
      return false;
    }
  }

  /** Turns anything that was thrown into a LarkwireError; what already is one stays itself. */
  static from(cause: unknown, code: ErrorCode = "INTERNAL"): LarkwireError {
    if (LarkwireError.is(cause)) return cause;
    return new LarkwireError(code, describe(cause), { cause });
  }
}

/** What breaks a line, steers a terminal or turns the direction of a text: none of it may reach a log from outside. */
const steering = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu;

function toLine(text: string): string {
  return text.replace(steering, " ");
}

/** Some words about anything that was thrown; never throws itself. */
function describe(cause: unknown): string {
  try {
    return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  } catch {
    return "something that cannot be shown was thrown";
  }
}
