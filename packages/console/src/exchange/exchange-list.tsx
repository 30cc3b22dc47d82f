import type { ExchangeView } from "@larkwire/simulator/contract";
import { type KeyboardEvent, memo, type ReactElement, useRef } from "react";
import { useMessages } from "../ui/i18n/language.tsx";
import { describeRequest } from "./describe-request.ts";
import { formatDuration, outcomeOf } from "./outcome.ts";

/** The timeline, newest first; arrow keys walk along it. */
export function ExchangeList(props: {
  readonly exchanges: readonly ExchangeView[];
  readonly selectedId: string | undefined;
  readonly people: ReadonlyMap<string, string>;
  select(id: string): void;
}): ReactElement {
  const { exchanges, selectedId, people, select } = props;
  const { exchange: texts, language } = useMessages();
  const list = useRef<HTMLUListElement>(null);

  function walk(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const index = exchanges.findIndex(({ id }) => id === selectedId) + step;
    const next = exchanges[index];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    select(next.id);
    list.current?.querySelectorAll("button")[index]?.focus();
  }

  return (
    <ul className="exchange-list" aria-label={texts.list} ref={list} onKeyDown={walk}>
      {exchanges.map((exchange) => (
        <li key={exchange.id}>
          <Row
            exchange={exchange}
            selected={exchange.id === selectedId}
            people={people}
            language={language.tag}
            select={select}
          />
        </li>
      ))}
    </ul>
  );
}

const Row = memo(function Row(props: {
  readonly exchange: ExchangeView;
  readonly selected: boolean;
  readonly people: ReadonlyMap<string, string>;
  readonly language: string;
  select(id: string): void;
}): ReactElement {
  const { exchange, selected, people, language, select } = props;
  const outcome = outcomeOf(exchange);
  const { operatorId, what } = describeRequest(exchange.request.body);
  const who = operatorId === undefined ? undefined : (people.get(operatorId) ?? operatorId);
  const result =
    exchange.clientCode?.code ?? (exchange.latencyMs === undefined ? "…" : formatDuration(exchange.latencyMs));
  const share = Math.min(1, (exchange.latencyMs ?? exchange.deadlineMs) / exchange.deadlineMs);
  return (
    <button
      type="button"
      className={`exchange-row exchange-row--${outcome}`}
      aria-current={selected}
      tabIndex={selected ? 0 : -1}
      data-testid="exchange-row"
      onClick={() => select(exchange.id)}
    >
      <span className="exchange-dot" />
      <span className="exchange-what">
        <span className="exchange-name">{what ?? exchange.name}</span>
        <span className="exchange-who">
          {[who, what === undefined ? undefined : exchange.name].filter((part) => part !== undefined).join(" · ")}
        </span>
      </span>
      <span className="exchange-result">
        <span className="exchange-latency">{result}</span>
        <span className="exchange-spark" aria-hidden="true">
          <span style={{ width: `${Math.max(2, share * 100)}%` }} />
        </span>
      </span>
      <time className="exchange-time" dateTime={new Date(exchange.startedAt).toISOString()}>
        {new Date(exchange.startedAt).toLocaleTimeString(language, { hour12: false })}
      </time>
    </button>
  );
});
