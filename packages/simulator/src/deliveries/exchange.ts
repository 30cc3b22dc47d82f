import type { ClientCodeView, ExchangeView, LateUpdateView, ToastView, WayIn } from "../console-api/contract.ts";
import type { Attempt } from "../judge/attempt.ts";
import type { Transcript } from "../judge/transcript.ts";
import type { Verdict } from "../judge/verdict.ts";
import { parseJson } from "../world/json.ts";
import { answerDeadlineMs } from "./deadlines.ts";
import type { Envelope } from "./envelope.ts";

/** What is shown of raw bytes, in characters: a record is there to be read. */
const maxRawCharacters = 64 * 1024;
/** More than an app can do with one click; the rest is refused anyway. */
const maxLateUpdates = 20;

/** One question to an app, as it is kept: as little as possible is made of it before somebody reads it. */
export interface Exchange {
  readonly id: string;
  readonly way: WayIn;
  readonly envelope: Envelope;
  readonly attempt: number;
  /** The message whose card was clicked. */
  readonly messageId: string | undefined;
  /** Wall-clock ms. */
  readonly startedAt: number;
  readonly sent: Transcript;
  readonly conclusion: Conclusion | undefined;
  readonly lateUpdates: readonly LateUpdateView[];
}

/** What became of the question. */
interface Conclusion {
  readonly answer: Extract<Attempt, { type: "answered" }> | undefined;
  readonly latencyMs: number;
  readonly toast: ToastView | undefined;
  readonly clientCode: ClientCodeView | undefined;
  readonly hasCard: boolean;
}

/** A question that has just left for an app. */
export function openExchange(
  question: Pick<Exchange, "id" | "way" | "envelope" | "attempt" | "messageId">,
  sent: Transcript,
  startedAt: number,
): Exchange {
  const { id, way, envelope, attempt, messageId } = question;
  return { id, way, envelope, attempt, messageId, startedAt, sent, conclusion: undefined, lateUpdates: [] };
}

/** The exchange with what became of the question. */
export function concludeExchange(exchange: Exchange, came: Attempt, verdict: Verdict, latencyMs: number): Exchange {
  const { toast, clientCode, card } = verdict;
  const answer = came.type === "answered" ? came : undefined;
  return { ...exchange, conclusion: { answer, latencyMs, toast, clientCode, hasCard: card !== undefined } };
}

/** The exchange with one more call of the delayed-update API. */
export function addLateUpdate(exchange: Exchange, update: LateUpdateView): Exchange {
  return { ...exchange, lateUpdates: [...exchange.lateUpdates, update].slice(0, maxLateUpdates) };
}

/** The exchange written out. */
export function toExchangeView(exchange: Exchange): ExchangeView {
  const { id, way, envelope, attempt, messageId, startedAt, sent, conclusion, lateUpdates } = exchange;
  const answer = conclusion?.answer;
  return {
    id,
    app_id: envelope.appId,
    name: envelope.name,
    event_id: envelope.id,
    attempt,
    way,
    message_id: messageId,
    startedAt,
    deadlineMs: answerDeadlineMs,
    request: { body: envelope.body, headers: sent.headers(), raw: clip(sent.raw()) },
    answer: answer && {
      status: answer.status,
      body: answer.text === undefined ? undefined : parseJson(answer.text),
      headers: answer.received.headers(),
      raw: clip(answer.received.raw()),
    },
    latencyMs: conclusion?.latencyMs,
    toast: conclusion?.toast,
    clientCode: conclusion?.clientCode,
    replacedCard: messageId !== undefined && conclusion?.hasCard === true,
    lateUpdates,
  };
}

function clip(text: string): string {
  return text.length <= maxRawCharacters ? text : `${text.slice(0, maxRawCharacters)}…`;
}
