import type { ExchangeView, LateUpdateView, RecordedAnswer, WayIn } from "../console-api/contract.ts";
import type { Attempt } from "../judge/attempt.ts";
import type { Verdict } from "../judge/verdict.ts";
import { parseJson } from "../world/json.ts";
import { answerDeadlineMs } from "./deadlines.ts";
import type { Envelope } from "./envelope.ts";
import type { Push } from "./push.ts";

/** What is kept of raw bytes, in characters: a record is there to be read. */
const maxRawCharacters = 64 * 1024;
/** More than an app can do with one click; the rest is refused anyway. */
const maxLateUpdates = 20;

/** A question that has just left for an app. */
export function openExchange(
  question: { id: string; way: WayIn; envelope: Envelope; attempt: number; messageId?: string | undefined },
  push: Push,
  now: number,
): ExchangeView {
  return {
    id: question.id,
    app_id: question.envelope.appId,
    name: question.envelope.name,
    event_id: question.envelope.id,
    attempt: question.attempt,
    way: question.way,
    message_id: question.messageId,
    startedAt: now,
    deadlineMs: answerDeadlineMs,
    request: { body: question.envelope.body, headers: push.headers, raw: clip(push.raw) },
    answer: undefined,
    latencyMs: undefined,
    toast: undefined,
    clientCode: undefined,
    replacedCard: false,
    lateUpdates: [],
  };
}

/** The exchange with what became of the question. */
export function concludeExchange(
  exchange: ExchangeView,
  attempt: Attempt,
  verdict: Verdict,
  latencyMs: number,
): ExchangeView {
  return {
    ...exchange,
    answer: attempt.type === "answered" ? recordAnswer(attempt) : undefined,
    latencyMs,
    toast: verdict.toast,
    clientCode: verdict.clientCode,
    replacedCard: exchange.message_id !== undefined && verdict.card !== undefined,
  };
}

/** The exchange with one more call of the delayed-update API. */
export function addLateUpdate(exchange: ExchangeView, update: LateUpdateView): ExchangeView {
  return { ...exchange, lateUpdates: [...exchange.lateUpdates, update].slice(0, maxLateUpdates) };
}

function recordAnswer(attempt: Extract<Attempt, { type: "answered" }>): RecordedAnswer {
  return {
    status: attempt.status,
    body: attempt.text === undefined ? undefined : parseJson(attempt.text),
    headers: attempt.headers,
    raw: clip(attempt.raw),
  };
}

function clip(text: string): string {
  return text.length <= maxRawCharacters ? text : `${text.slice(0, maxRawCharacters)}…`;
}
