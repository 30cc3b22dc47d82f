import { LarkwireError } from "../../errors.ts";
import type { Awaitable } from "../../ports.ts";
import type { CardActionReply } from "../../replies/reply.ts";
import { isJsonObject, type JsonObject } from "../open/parse-json.ts";
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

  #reportOnce(turn: Turn, error: LarkwireError): void {
    const { name } = turn.envelope;
    if (this.#reported.has(name) || this.#reported.size >= maxReported) return;
    this.#reported.add(name);
    turn.log("warn", error.message, { code: error.code });
  }

  #answerAlone(turn: Turn): unknown {
    const { type, name } = turn.envelope;
    const error = new LarkwireError("NOT_HANDLED", `No handler takes this ${name}`);
    if (type === "callback" && name !== "card.action.trigger") throw error;
    if (type === "event") this.#reportOnce(turn, error);
    else turn.log("warn", error.message, { code: error.code, ...clicked(turn.envelope.event), ...mismatched(turn) });
    return type === "event" ? undefined : this.#clickReply;
  }
}

function mismatched({ mismatches }: Turn): Readonly<Record<string, unknown>> {
  return mismatches.length === 0 ? {} : { mismatches };
}

/** What tells a developer which component nobody handles; values and form contents stay out of logs. */
function clicked(event: JsonObject): Readonly<Record<string, unknown>> {
  const { action } = event;
  if (!isJsonObject(action)) return {};
  const { tag, name, value, form_value } = action;
  return {
    tag,
    component: name,
    value: typeof value,
    form: isJsonObject(form_value) ? Object.keys(form_value) : undefined,
  };
}
