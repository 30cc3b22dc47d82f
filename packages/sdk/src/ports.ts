/** A value, or the promise of one. */
export type Awaitable<T> = T | PromiseLike<T>;

/** The time, and work to be done later. Tests put virtual time here. */
export interface Clock {
  /** Wall-clock time in milliseconds since 1970: to compare with what the platform says. */
  now(): number;
  /** Milliseconds from an arbitrary start, never going back: to measure durations and deadlines. */
  monotonic(): number;
  /**
   * Runs `work` once after `ms` milliseconds and returns the way to call it off.
   * `background` work does not keep a process alive.
   */
  after(ms: number, work: () => void, background?: boolean): () => void;
  /** Whether the host drops what is still waiting when the request is over in which `after` was called, as Workers do. */
  readonly timersEndWithRequest?: boolean | undefined;
}

/** The cryptography that the wire needs; synchronous, because an asynchronous digest costs many times the work itself. */
export interface Crypto {
  /** Lower-case hex digest of the parts, strings taken as UTF-8. */
  hexDigest(algorithm: "sha1" | "sha256", ...parts: readonly (string | Uint8Array)[]): string;
  /** AES-256-CBC with the platform's key derivation; throws when the text was not made with this key. */
  decrypt(encryptKey: string, base64: string): Uint8Array;
  /** Compares in a time that does not depend on where the strings differ. */
  equal(a: string, b: string): boolean;
}

/** How loud a log line is. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Where log lines go: a message and its fields. Ids appear in fields, secrets and bodies never do. */
export type Log = (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** A number in [0, 1). */
export type Random = () => number;

/**
 * Shared memory for deduplication and tokens. `swap` claims, finishes and releases in one atomic step.
 * Methods may answer at once or with a promise.
 */
export interface KeyValue {
  /** The value, or `undefined` when there is none or it has expired. */
  get(key: string): Awaitable<string | undefined>;
  /** Stores a value for `ttlMs` milliseconds. */
  set(key: string, value: string, ttlMs: number): Awaitable<void>;
  /** Replaces `expected` (`undefined`: nothing there) with `next` (`undefined`: remove) for `ttlMs`, and tells whether it did. */
  swap(key: string, expected: string | undefined, next: string | undefined, ttlMs: number): Awaitable<boolean>;
}

/** Opens a WebSocket. The listener goes in with the call, so that no first frame can be lost. */
export type OpenSocket = (url: string, listener: SocketListener, limits: SocketLimits) => Socket;

/** What a socket is bounded by. */
export interface SocketLimits {
  readonly handshakeTimeoutMs: number;
  readonly maxFrameBytes: number;
  /** Bytes that wait to be handed to the network; a socket on which more would wait is dropped with `CONNECTION_STALLED`. */
  readonly maxUnsentBytes: number;
}

/** What a socket tells. `refused` and `closed` are final, and only one of them is called, once. */
export interface SocketListener {
  opened(): void;
  message(bytes: Uint8Array): void;
  /** The server answered the upgrade with an HTTP status instead. */
  refused(status: number, header: (name: string) => string | undefined): void;
  /** The socket is gone, `cause` says why where that is known. */
  closed(code: number, cause?: Error): void;
}

/** An open or opening WebSocket. */
export interface Socket {
  /** Sends one binary message; `done` is called once, with whether it was handed to the network. */
  send(bytes: Uint8Array, done: (sent: boolean) => void): void;
  /** Closes with the closing handshake. */
  close(): void;
  /** Drops the connection at once. */
  destroy(): void;
}
