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

/** What a {@link Deliverer} needs. */
export interface DelivererOptions {
  readonly receiver: Receiver;
  readonly log: Log;
  readonly maxInFlight: number;
  /** Called whenever a delivery and all its late work is done. */
  readonly onDone: (inFlight: number) => void;
}

/** Hands messages to the receiver and its answers back, within a bound on what is going on at the same time. */
export class Deliverer {
  readonly #options: DelivererOptions;
  readonly #slab = new Slab();
  #inFlight = 0;
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

  /** @param now - monotonic ms of the receiver's clock: when the message was complete */
  deliver(message: CompleteMessage<Frame | FrameView>, now: number, route: AnswerRoute): void {
    const { frame } = message;
    if (!this.#admit(frame)) {
      route.send(encodeAnswer(frame, { code: 500, bizRtMs: 0 }, this.#slab), ignore);
      return;
    }
    this.#inFlight++;
    const answer = this.#receive(message, route.connectionId);
    if (!("then" in answer)) this.#answer(frame, answer, now, route);
    else {
      answer.then(
        (settled) => this.#answer(frame, settled, now, route),
        (cause: unknown) => this.#answer(frame, broken(cause), now, route),
      );
    }
  }

  #admit(frame: Frame | FrameView): boolean {
    if (this.#closing) {
      this.#tell("info", new LarkwireError("CLOSING", "a delivery was refused"), frame);
      return false;
    }
    if (this.#inFlight < this.#options.maxInFlight) return true;
    this.#tell("warn", new LarkwireError("OVERLOADED", `${this.#inFlight} deliveries are in flight`), frame);
    return false;
  }

  #tell(level: "info" | "warn", error: LarkwireError, frame: Frame | FrameView): void {
    if (!this.#told) this.#log(level, error, frame);
    this.#told = true;
  }

  #receive({ frame, payload, firstAt }: CompleteMessage<Frame | FrameView>, connectionId: string): Awaitable<Answer> {
    const messageId = headerOf(frame, "message_id") ?? "";
    const traceId = headerOf(frame, "trace_id") ?? "";
    try {
      return this.#options.receiver.receive({
        body: payload,
        receivedAt: firstAt,
        origin: { type: "long-connection", connectionId, messageId, traceId },
        background: "process",
      });
    } catch (cause) {
      return broken(cause);
    }
  }

  #answer(frame: Frame | FrameView, answer: Answer, since: number, route: AnswerRoute): void {
    try {
      this.#send(frame, answer, since, route);
    } catch (cause) {
      this.#fail(frame, cause);
    }
  }

  #send(frame: Frame | FrameView, answer: Answer, since: number, route: AnswerRoute): void {
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
    route.send(bytes, (sent) => this.#settle(frame, answer, sent));
  }

  #settle(frame: Frame | FrameView, answer: Answer, sent: boolean): void {
    if (!sent) this.#log("warn", new LarkwireError("ANSWER_NOT_SENT", "the connection is gone"), frame);
    const failed = (cause: unknown): void => this.#fail(frame, cause);
    try {
      const lateWork = answer.settle(sent);
      if (lateWork === undefined) this.#done();
      else lateWork.then(() => this.#done(), failed);
    } catch (cause) {
      failed(cause);
    }
  }

  #fail(frame: Frame | FrameView, cause: unknown): void {
    this.#log("error", LarkwireError.from(cause), frame);
    this.#done();
  }

  #done(): void {
    this.#inFlight--;
    // Not before half of it is done: under steady load it would end and begin with every delivery.
    if (!this.#closing && this.#inFlight < this.#options.maxInFlight / 2) this.#told = false;
    this.#options.onDone(this.#inFlight);
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
