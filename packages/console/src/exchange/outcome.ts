import type { ExchangeView } from "@larkwire/simulator/contract";
import { isWaiting } from "../api/world.ts";

/** How an exchange went, at a glance. `tight` is answered, but with little time left. */
export type Outcome = "waiting" | "answered" | "tight" | "failed";

/** From this part of the budget on, larkwire answers by itself. */
export const automaticAnswerAt = 0.8;

export function outcomeOf(exchange: ExchangeView): Outcome {
  if (exchange.clientCode !== undefined) return "failed";
  if (isWaiting(exchange)) return "waiting";
  if (exchange.answer === undefined) return "failed";
  return (exchange.latencyMs ?? 0) >= exchange.deadlineMs * automaticAnswerAt ? "tight" : "answered";
}

/** `412 ms`, `2.4 s`, `3 min 20 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 60_000) return `${trimZero((durationMs / 1000).toFixed(durationMs < 10_000 ? 2 : 1))} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function trimZero(decimal: string): string {
  return decimal.replace(/0$/, "").replace(/\.0?$/, "");
}
