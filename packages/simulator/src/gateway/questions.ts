import { type Clock, decodeAnswer, type Frame, headerOf } from "larkwire/protocol";
import type { Message } from "./data-frames.ts";
import { findEchoFault } from "./echo.ts";

/** What came of a message. */
export type FrameAnswer =
  | {
      readonly type: "answered";
      readonly code: number;
      /** The reply as JSON text, where the frame carried one. */
      readonly json: string | undefined;
      readonly headers: readonly { readonly key: string; readonly value: string }[];
      readonly bytes: Uint8Array;
    }
  /** `detail` tells of an answer that came but could not be used. */
  | { readonly type: "late"; readonly detail: string | undefined }
  | { readonly type: "closed" };

interface Question {
  readonly message: Message;
  /** A fault loses whatever comes back. */
  readonly dropAnswer: boolean;
  readonly settle: (answer: FrameAnswer) => void;
  detail: string | undefined;
}

/** The messages of one app that wait for an answer, which may come in any order and over any connection of the app. */
export class Questions {
  readonly #clock: Clock;
  readonly #open = new Map<string, Question>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#open.size;
  }

  ask(message: Message, deadlineMs: number, dropAnswer: boolean): Promise<FrameAnswer> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(deadlineMs, () => question.settle({ type: "late", detail: question.detail }));
      const question: Question = {
        message,
        dropAnswer,
        detail: dropAnswer ? "a fault drops the answer" : undefined,
        settle: (answer) => {
          cancel();
          this.#open.delete(message.messageId);
          resolve(answer);
        },
      };
      this.#open.set(message.messageId, question);
    });
  }

  /** Takes an answer frame; one that nobody waits for is dropped. @throws when it is malformed */
  answer(frame: Frame, bytes: Uint8Array): void {
    const question = this.#open.get(headerOf(frame, "message_id") ?? "");
    if (question === undefined || question.dropAnswer) return;
    question.detail = "an answer frame came whose payload is not {code, headers, data}";
    const { code, json } = decodeAnswer(frame);
    question.detail = findEchoFault(question.message.frames, frame);
    if (question.detail === undefined) {
      question.settle({ type: "answered", code, json, headers: frame.headers, bytes });
    }
  }

  close(): void {
    for (const question of [...this.#open.values()]) question.settle({ type: "closed" });
  }
}
