import { type Clock, decodeAnswer, type Frame, type FrameView, headerOf } from "larkwire/protocol";
import type { Message } from "./data-frames.ts";
import { findEchoFault } from "./echo.ts";

/** What came of a message. */
export type FrameAnswer =
  | {
      readonly type: "answered";
      readonly code: number;
      /** The reply as JSON text, where the frame carried one. */
      readonly json: string | undefined;
      readonly bytes: Uint8Array;
    }
  /** `detail` tells of an answer that came but could not be used. */
  | { readonly type: "late"; readonly detail: string | undefined }
  | { readonly type: "closed" };

interface Question {
  readonly message: Message;
  /** A fault loses whatever comes back. */
  readonly dropAnswer: boolean;
  /** By the clock's monotonic time. */
  readonly dueAt: number;
  readonly settle: (answer: FrameAnswer) => void;
  detail: string | undefined;
}

/** The messages of one app that wait for an answer, which may come in any order and over any connection of the app. */
export class Questions {
  readonly #clock: Clock;
  readonly #deadlineMs: number;
  /** Oldest first: all have the same time, so the first to be late is the first here. */
  readonly #open = new Map<string, Question>();
  #cancelTimer: (() => void) | undefined;

  /** @param deadlineMs - how long each waits for its answer */
  constructor(clock: Clock, deadlineMs: number) {
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
  }

  get size(): number {
    return this.#open.size;
  }

  ask(message: Message, dropAnswer: boolean): Promise<FrameAnswer> {
    return new Promise((settle) => {
      const dueAt = this.#clock.monotonic() + this.#deadlineMs;
      const detail = dropAnswer ? "a fault drops the answer" : undefined;
      this.#open.set(message.messageId, { message, dropAnswer, dueAt, settle, detail });
      this.#cancelTimer ??= this.#clock.after(this.#deadlineMs, () => this.#expire());
    });
  }

  /** Takes an answer frame; one that nobody waits for is dropped. @throws when it is malformed */
  answer(frame: Frame | FrameView, bytes: Uint8Array): void {
    const question = this.#open.get(headerOf(frame, "message_id") ?? "");
    if (question === undefined || question.dropAnswer) return;
    question.detail = "an answer frame came whose payload is not {code, headers, data}";
    const { code, json } = decodeAnswer(frame);
    question.detail = findEchoFault(question.message, frame);
    if (question.detail === undefined) {
      this.#settle(question, { type: "answered", code, json, bytes });
    }
  }

  close(): void {
    for (const question of [...this.#open.values()]) this.#settle(question, { type: "closed" });
  }

  #settle(question: Question, answer: FrameAnswer): void {
    this.#open.delete(question.message.messageId);
    if (this.#open.size === 0) this.#stopTimer();
    question.settle(answer);
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  /** One timer for all: it rings for the oldest, which may have been answered meanwhile. */
  #expire(): void {
    this.#cancelTimer = undefined;
    const now = this.#clock.monotonic();
    for (const question of this.#open.values()) {
      const restMs = question.dueAt - now;
      if (restMs > 0) {
        this.#cancelTimer = this.#clock.after(Math.ceil(restMs), () => this.#expire());
        return;
      }
      this.#settle(question, { type: "late", detail: question.detail });
    }
  }
}
