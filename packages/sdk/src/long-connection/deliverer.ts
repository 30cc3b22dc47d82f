import type { Answer, Outcome, Receiver } from "../callback/delivery.ts";
import { LarkwireError } from "../errors.ts";
import type { Awaitable, Log } from "../ports.ts";
import { encodeAnswer } from "../wire/answer.ts";
import type { CompleteMessage } from "../wire/fragments.ts";
import type { Frame } from "../wire/frame.ts";
import type { FrameView } from "../wire/frame-view.ts";
import { headerOf } from "../wire/headers.ts";
import { Slab } from "../wire/slab.ts";

/** The connection that a message came over and its answer leaves by. */
export interface AnswerRoute {
  readonly connectionId: string;
  /** `done` is called once, with `false` when the connection is gone. */
  send(bytes: Uint8Array, done: (sent: boolean) => void): void;
}

type Message = CompleteMessage<Frame | FrameView>;

/** What a {@link Deliverer} needs. */
export interface DelivererOptions {
  readonly receiver: Receiver;
  readonly log: Log;
  readonly maxInFlight: number;
  readonly maxInFlightBytes: number;
  /** Called whenever a delivery and all its late work is done. */
  readonly onDone: (inFlight: number) => void;
}

/** Hands messages to the receiver and its answers back, within a bound on what is going on at the same time. */
export class Deliverer {
  readonly #options: DelivererOptions;
  readonly #slab = new Slab();
  #inFlight = 0;
  #inFlightBytes = 0;
  readonly #ended = new AbortController();
  #closing = false;
  /** Whether the present overload, or the closing, has been told: a line for each delivery would add to it. */
  #told = false;

  constructor(options: DelivererOptions) {
    this.#options = options;
  }

  /** Deliveries whose handlers, answers or late work are not done. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** From now on messages are answered with a failure, so that the platform re-sends events, perhaps to another client. */
  refuse(): void {
    if (!this.#closing) this.#told = false;
    this.#closing = true;
  }

  /** Nobody is waited for any longer: handlers that go on are told. */
  abandon(): void {
    this.#ended.abort();
  }

  /** @param now - monotonic ms of the receiver's clock: when the message was complete */
  deliver(message: Message, now: number, route: AnswerRoute): void {
    const { frame, payload } = message;
    if (!this.#admit(message)) {
      route.send(encodeAnswer(frame, { code: 500, bizRtMs: 0 }, this.#slab), ignore);
      return;
    }
    this.#inFlight++;
    this.#inFlightBytes += payload.length;
    const answer = this.#receive(message, route.connectionId);
    if (!("then" in answer)) this.#answer(message, answer, now, route);
    else {
      answer.then(
        (settled) => this.#answer(message, settled, now, route),
        (cause: unknown) => this.#answer(message, broken(cause), now, route),
      );
    }
  }

  #admit({ frame, payload }: Message): boolean {
    if (this.#closing) {
      this.#tell("info", new LarkwireError("CLOSING", "a delivery was refused"), frame);
      return false;
    }
    const { maxInFlight, maxInFlightBytes } = this.#options;
    if (this.#inFlight < maxInFlight && this.#inFlightBytes + payload.length <= maxInFlightBytes) return true;
    const detail = `${this.#inFlight} deliveries of ${this.#inFlightBytes} bytes are in flight`;
    this.#tell("warn", new LarkwireError("OVERLOADED", detail), frame);
    return false;
  }

  #tell(level: "info" | "warn", error: LarkwireError, frame: Frame | FrameView): void {
    if (!this.#told) this.#log(level, error, frame);
    this.#told = true;
  }

  #receive({ frame, payload, firstAt }: Message, connectionId: string): Awaitable<Answer> {
    const messageId = headerOf(frame, "message_id") ?? "";
    const traceId = headerOf(frame, "trace_id") ?? "";
    try {
      return this.#options.receiver.receive({
        body: payload,
        receivedAt: firstAt,
        origin: { type: "long-connection", connectionId, messageId, traceId },
        background: "process",
        ended: this.#ended.signal,
      });
    } catch (cause) {
      return broken(cause);
    }
  }

  #answer(message: Message, answer: Answer, since: number, route: AnswerRoute): void {
    try {
      this.#send(message, answer, since, route);
    } catch (cause) {
      this.#fail(message, cause);
    }
  }

  #send(message: Message, answer: Answer, since: number, route: AnswerRoute): void {
    const { frame } = message;
    const { outcome } = answer;
    const bizRtMs = this.#options.receiver.clock.monotonic() - since;
    const bytes =
      outcome.type === "answered"
        ? encodeAnswer(frame, { code: 200, json: outcome.json, bizRtMs }, this.#slab)
        : encodeAnswer(frame, { code: 500, bizRtMs }, this.#slab);
    if (outcome.type === "custom") {
      const detail = `a custom response (status ${outcome.status}) has no place on the long connection`;
      this.#log("error", new LarkwireError("REPLY_INVALID", detail), frame);
    }
    route.send(bytes, (sent) => this.#settle(message, answer, sent));
  }

  #settle(message: Message, answer: Answer, sent: boolean): void {
    if (!sent) this.#log("warn", new LarkwireError("ANSWER_NOT_SENT", "the connection is gone"), message.frame);
    const failed = (cause: unknown): void => this.#fail(message, cause);
    try {
      const lateWork = answer.settle(sent);
      if (lateWork === undefined) this.#done(message);
      else lateWork.then(() => this.#done(message), failed);
    } catch (cause) {
      failed(cause);
    }
  }

  #fail(message: Message, cause: unknown): void {
    this.#log("error", LarkwireError.from(cause), message.frame);
    this.#done(message);
  }

  #done({ payload }: Message): void {
    this.#inFlight--;
    this.#inFlightBytes -= payload.length;
    // Not before half of it is done: under steady load it would end and begin with every delivery.
    if (!this.#closing && this.#isHalfEmpty()) this.#told = false;
    this.#options.onDone(this.#inFlight);
  }

  #isHalfEmpty(): boolean {
    const { maxInFlight, maxInFlightBytes } = this.#options;
    return this.#inFlight < maxInFlight / 2 && this.#inFlightBytes <= maxInFlightBytes / 2;
  }

  #log(level: "info" | "warn" | "error", error: LarkwireError, frame: Frame | FrameView): void {
    this.#options.log(level, error.message, { code: error.code, message_id: headerOf(frame, "message_id") });
  }
}

/** A receiver must neither throw nor reject; should one do so, the platform still gets its answer. */
function broken(cause: unknown): Answer {
  return { outcome: { type: "failed", error: LarkwireError.from(cause) } satisfies Outcome, settle: ignore };
}

function ignore(): void {}
