import { IconChevronRight } from "@douyinfe/semi-icons";
import { type ReactElement, type ReactNode, useState } from "react";
import { isJsonObject } from "../api/json.ts";
import { useMessages } from "../ui/i18n/language.tsx";
import "./json-tree.css";

const limits = { pageOfChildren: 100, stringCharacters: 400, openDepth: 5, maxDepth: 60 } as const;

/** JSON that can be folded. Long lists and strings come in pieces, so a large body cannot stall the page. */
export function JsonTree(props: {
  readonly value: unknown;
  /** A member of the outermost object that is folded at first. */
  readonly folded?: string;
}): ReactElement {
  return (
    <div className="json">
      <JsonNode value={props.value} depth={0} name={undefined} last folded={props.folded} />
    </div>
  );
}

interface NodeProperties {
  readonly value: unknown;
  readonly depth: number;
  readonly name: string | undefined;
  readonly last: boolean;
  readonly folded?: string | undefined;
}

function JsonNode({ value, depth, name, last, folded }: NodeProperties): ReactElement {
  const children = childrenOf(value);
  const comma = last ? null : <span className="json-punctuation">,</span>;
  if (children === undefined || children.length === 0) {
    return (
      <div className="json-line">
        <Name name={name} />
        {children === undefined ? (
          <Scalar value={value} />
        ) : (
          <span className="json-punctuation">{brackets(value).join("")}</span>
        )}
        {comma}
      </div>
    );
  }
  return <JsonBranch value={value} entries={children} depth={depth} name={name} comma={comma} folded={folded} />;
}

function JsonBranch(props: {
  readonly value: unknown;
  readonly entries: readonly (readonly [string | undefined, unknown])[];
  readonly depth: number;
  readonly name: string | undefined;
  readonly comma: ReactNode;
  readonly folded: string | undefined;
}): ReactElement {
  const { value, entries, depth, name, comma, folded } = props;
  const { exchange } = useMessages();
  const [open, setOpen] = useState(depth < limits.openDepth && !(depth === 1 && name === folded && name !== undefined));
  const [shown, setShown] = useState<number>(limits.pageOfChildren);
  const [opening, closing] = brackets(value);
  return (
    <div>
      <div className="json-line">
        <button
          type="button"
          className="json-toggle"
          aria-expanded={open}
          aria-label={name ?? "JSON"}
          disabled={depth >= limits.maxDepth}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size="extra-small" rotate={open ? 90 : 0} />
        </button>
        <Name name={name} />
        <span className="json-punctuation">{opening}</span>
        {open ? null : (
          <>
            <button type="button" className="json-folded" tabIndex={-1} onClick={() => setOpen(true)}>
              {entries.length}
            </button>
            <span className="json-punctuation">{closing}</span>
            {comma}
          </>
        )}
      </div>
      {open ? (
        <>
          <div className="json-children">
            {entries.slice(0, shown).map(([key, child], index) => (
              <JsonNode
                key={key ?? String(index)}
                value={child}
                depth={depth + 1}
                name={key}
                last={index === entries.length - 1}
                folded={folded}
              />
            ))}
            {entries.length > shown ? (
              <button type="button" className="json-more" onClick={() => setShown(shown + limits.pageOfChildren)}>
                {exchange.showMore(Math.min(limits.pageOfChildren, entries.length - shown))}
              </button>
            ) : null}
          </div>
          <div className="json-line">
            <span className="json-punctuation">{closing}</span>
            {comma}
          </div>
        </>
      ) : null}
    </div>
  );
}

function Name({ name }: { readonly name: string | undefined }): ReactNode {
  if (name === undefined) return null;
  return (
    <>
      <span className="json-name">{name}</span>
      <span className="json-punctuation">: </span>
    </>
  );
}

function Scalar({ value }: { readonly value: unknown }): ReactElement {
  const { exchange } = useMessages();
  const [whole, setWhole] = useState(false);
  if (typeof value !== "string") return <span className={`json-${typeof value}`}>{String(value)}</span>;
  const rest = value.length - limits.stringCharacters;
  return (
    <span className="json-string">
      {JSON.stringify(whole || rest <= 0 ? value : value.slice(0, limits.stringCharacters))}
      {whole || rest <= 0 ? null : (
        <button type="button" className="json-more" onClick={() => setWhole(true)}>
          {exchange.showMore(rest)}
        </button>
      )}
    </span>
  );
}

function childrenOf(value: unknown): readonly (readonly [string | undefined, unknown])[] | undefined {
  if (Array.isArray(value)) return value.map((item) => [undefined, item]);
  return isJsonObject(value) ? Object.entries(value) : undefined;
}

function brackets(value: unknown): readonly [string, string] {
  return Array.isArray(value) ? ["[", "]"] : ["{", "}"];
}
