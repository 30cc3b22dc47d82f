import type { ExchangeView } from "@larkwire/simulator/contract";
import type { CSSProperties, ReactElement } from "react";
import { useMessages } from "../ui/i18n/language.tsx";
import { latencyScale } from "./latency-scale.ts";
import { automaticAnswerAt, formatDuration, type Outcome, outcomeOf } from "./outcome.ts";
import "./latency-bar.css";

/** The budget as a wire: how far along it the answer came, and what happened after. */
export function LatencyBar({ exchange }: { readonly exchange: ExchangeView }): ReactElement {
  const { exchange: messages } = useMessages();
  const { deadlineMs, lateUpdates } = exchange;
  // Without an answer the latency only says when the platform gave up.
  const latencyMs = exchange.answer === undefined ? undefined : exchange.latencyMs;
  const outcome = outcomeOf(exchange);
  const latestMs = Math.max(latencyMs ?? 0, ...lateUpdates.map(({ afterMs }) => afterMs));
  const place = latencyScale(deadlineMs, latestMs);
  const at = (ms: number): CSSProperties => ({ left: `${(place(ms) * 100).toFixed(2)}%` });
  const automaticMs = deadlineMs * automaticAnswerAt;

  return (
    <div className={`latency latency--${outcome}`}>
      <div
        className="latency-track"
        role="img"
        aria-label={`${messages.budget}: ${latencyMs === undefined ? messages.noAnswer : formatDuration(latencyMs)} / ${formatDuration(deadlineMs)}`}
      >
        <span className="latency-budget" style={{ width: `${place(deadlineMs) * 100}%` }} />
        <span className="latency-fill" style={fillStyle(exchange, outcome, place)} />
        <span className="latency-mark" style={at(automaticMs)} />
        <span className="latency-mark latency-mark--deadline" style={at(deadlineMs)} />
        {latencyMs === undefined ? null : <span className="latency-answer" style={at(latencyMs)} />}
        {lateUpdates.map((update, index) => (
          <span
            key={String(index)}
            className={update.code === 0 ? "latency-late" : "latency-late latency-late--refused"}
            style={at(update.afterMs)}
            title={`+${formatDuration(update.afterMs)} · ${messages.lateCode(update.code)}`}
          />
        ))}
      </div>
      <div className="latency-labels" aria-hidden="true">
        <span>0</span>
        <span className="latency-label" style={at(automaticMs)}>
          {messages.automatic(formatDuration(automaticMs))}
        </span>
        <span className="latency-label latency-label--deadline" style={at(deadlineMs)}>
          {formatDuration(deadlineMs)}
        </span>
      </div>
    </div>
  );
}

/** While the app thinks, the browser draws the bar by itself, from where it should be by now. */
function fillStyle(exchange: ExchangeView, outcome: Outcome, place: (ms: number) => number): CSSProperties {
  if (outcome === "waiting") {
    return {
      width: "100%",
      animationDuration: `${exchange.deadlineMs}ms`,
      animationDelay: `${Math.min(0, exchange.startedAt - Date.now())}ms`,
    };
  }
  const endMs = exchange.latencyMs ?? exchange.deadlineMs;
  return { width: `${place(exchange.answer === undefined ? Math.min(endMs, exchange.deadlineMs) : endMs) * 100}%` };
}
