import type { ExchangeView } from "@larkwire/simulator/contract";
import { type ReactElement, useMemo } from "react";
import { useMessages } from "../ui/i18n/language.tsx";
import "./exchange.css";
import { ExchangeDetail } from "./exchange-detail.tsx";
import { ExchangeList } from "./exchange-list.tsx";

/** What went over the wire: the timeline, and one exchange of it in full. The newest one unless somebody chose. */
export function ExchangePanel(props: {
  /** Oldest first. */
  readonly exchanges: readonly ExchangeView[];
  readonly people: ReadonlyMap<string, string>;
  readonly chosenId: string | undefined;
  choose(id: string | undefined): void;
}): ReactElement {
  const { exchanges, people, chosenId, choose } = props;
  const { exchange: texts } = useMessages();
  const newestFirst = useMemo(() => exchanges.toReversed(), [exchanges]);
  const newest = newestFirst[0];
  const selected = newestFirst.find(({ id }) => id === chosenId) ?? newest;

  return (
    <section className="panel exchange" aria-label={texts.region}>
      <header className="panel-header">
        <h2>{texts.title}</h2>
        <span className="quiet">{texts.subtitle}</span>
        <span className="spacer" />
        {selected === newest ? null : (
          <button type="button" className="link-button" onClick={() => choose(undefined)}>
            {texts.newest}
          </button>
        )}
        {exchanges.length === 0 ? null : <span className="count">{exchanges.length}</span>}
      </header>
      {selected === undefined ? (
        <div className="empty">
          <WireDrawing />
          <strong>{texts.empty}</strong>
          <p>{texts.emptyHint}</p>
        </div>
      ) : (
        <>
          <ExchangeList
            exchanges={newestFirst}
            selectedId={selected.id}
            people={people}
            select={(id) => choose(id === newest?.id ? undefined : id)}
          />
          <ExchangeDetail key={selected.id} exchange={selected} />
        </>
      )}
    </section>
  );
}

function WireDrawing(): ReactElement {
  return (
    <svg
      viewBox="0 0 220 64"
      width="220"
      height="64"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <rect x="1" y="14" width="46" height="36" rx="10" />
      <rect x="173" y="14" width="46" height="36" rx="10" />
      <path d="M56 26h106m-8-6 8 6-8 6" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M164 40H58m8-6-8 6 8 6" strokeLinecap="round" strokeLinejoin="round" strokeDasharray="1 6" />
      <circle cx="24" cy="32" r="4" />
      <path d="m189 28 5 4-5 4m9 1h6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
