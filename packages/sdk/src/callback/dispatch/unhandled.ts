import { LarkwireError } from "../../errors.ts";
import type { Awaitable } from "../../ports.ts";
import type { CardActionReply } from "../../replies/reply.ts";
import { after } from "./awaitable.ts";
import type { Context } from "./context.ts";
import type { Turn } from "./turn.ts";

const maxReported = 1_000;

/** What becomes of deliveries that no handler is for: acknowledged, told to the user, or failed, and reported once per name. */
export class Unhandled {
  fallback: ((ctx: Context) => Awaitable<unknown>) | undefined;
  readonly #clickReply: CardActionReply;
  readonly #reported = new Set<string>();

  constructor(clickReply: CardActionReply) {
    this.#clickReply = clickReply;
  }

  /** @throws NOT_HANDLED for callbacks that only a handler can answer */
  answer(turn: Turn): Awaitable<unknown> {
    if (this.fallback === undefined) return this.#answerAlone(turn);
    return after(this.fallback(turn), (reply) => reply ?? this.#answerAlone(turn));
  }

  #answerAlone(turn: Turn): unknown {
    const { type, name } = turn.envelope;
    const error = new LarkwireError("NOT_HANDLED", `No handler takes this ${name}`);
    if (type === "callback" && name !== "card.action.trigger") throw error;
    if (!this.#reported.has(name) && this.#reported.size < maxReported) {
      this.#reported.add(name);
      turn.log("warn", error.message, { code: error.code });
    }
    return type === "event" ? undefined : this.#clickReply;
  }
}
