import type { ReactElement } from "react";
import { useMessages } from "../ui/i18n/language.tsx";
import { hexDump, isHex } from "./hex-dump.ts";
import "./wire-views.css";

const limits = { rawCharacters: 20_000, rawBytes: 4096 } as const;

export function HeaderList({ headers }: { readonly headers: Readonly<Record<string, string>> }): ReactElement {
  const { exchange } = useMessages();
  const entries = Object.entries(headers);
  if (entries.length === 0) return <p className="quiet">{exchange.none}</p>;
  return (
    <dl className="headers">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What went over the wire: a body as text, a frame as a hex dump. */
export function RawView({ raw }: { readonly raw: string }): ReactElement {
  const { exchange } = useMessages();
  if (raw === "") return <p className="quiet">{exchange.none}</p>;
  if (!isHex(raw)) {
    return (
      <>
        <pre className="raw">{raw.slice(0, limits.rawCharacters)}</pre>
        {raw.length > limits.rawCharacters ? (
          <p className="quiet">{exchange.cut(String(limits.rawCharacters), String(raw.length))}</p>
        ) : null}
      </>
    );
  }
  const bytes = raw.length / 2;
  return (
    <>
      <div className="hex-dump">
        {hexDump(raw, limits.rawBytes).map((line) => (
          <div key={line.offset}>
            <span className="hex-offset">{line.offset}</span>
            <span className="hex-bytes">{line.bytes}</span>
            <span className="hex-characters">{line.characters}</span>
          </div>
        ))}
      </div>
      <p className="quiet">
        {bytes > limits.rawBytes ? exchange.cut(`${limits.rawBytes} B`, `${bytes} B`) : `${bytes} B`}
      </p>
    </>
  );
}
