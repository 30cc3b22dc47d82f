import { IconSetting } from "@douyinfe/semi-icons";
import Popover from "@douyinfe/semi-ui-19/lib/es/popover";
import type { QuirkView } from "@larkwire/simulator/contract";
import { type ReactElement, useId, useRef, useState } from "react";
import { useMessages } from "./i18n/language.tsx";
import "./quirk-switches.css";
import { usePopoverPanel } from "./use-popover-panel.ts";

/** What the page asks of the simulator about its quirks. */
export interface QuirkPort {
  loadQuirks(): Promise<readonly QuirkView[]>;
  setQuirk(name: string, value: QuirkView["value"]): Promise<readonly QuirkView[]>;
}

/** What the platform does where its sources contradict each other: seen when it is opened, changed with one click. */
export function QuirkSwitches({ port }: { readonly port: QuirkPort }): ReactElement {
  const { quirks: texts } = useMessages();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, open] = useState(false);
  const [quirks, setQuirks] = useState<readonly QuirkView[]>([]);
  const [refusal, setRefusal] = useState<string>();

  async function show(asked: Promise<readonly QuirkView[]>): Promise<void> {
    try {
      setQuirks(await asked);
      setRefusal(undefined);
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    }
  }

  function toggle(): void {
    open(!isOpen);
    if (!isOpen) void show(port.loadQuirks());
  }

  return (
    <Popover
      visible={isOpen}
      trigger="custom"
      position="bottomRight"
      onClickOutSide={() => open(false)}
      onEscKeyDown={() => {
        open(false);
        button.current?.focus();
      }}
      content={
        <Quirks quirks={quirks} refusal={refusal} choose={(name, value) => void show(port.setQuirk(name, value))} />
      }
    >
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-label={texts.title}
        aria-expanded={isOpen}
        title={texts.title}
        onClick={toggle}
      >
        <IconSetting />
      </button>
    </Popover>
  );
}

function Quirks(props: {
  readonly quirks: readonly QuirkView[];
  readonly refusal: string | undefined;
  choose(name: string, value: QuirkView["value"]): void;
}): ReactElement {
  const { quirks, refusal, choose } = props;
  const { quirks: texts } = useMessages();
  const panel = usePopoverPanel<HTMLElement>(texts.title);
  return (
    <section className="quirks" aria-label={texts.title} ref={panel} tabIndex={-1}>
      <h2>{texts.title}</h2>
      <p className="quiet">{texts.hint}</p>
      {refusal === undefined ? null : <p role="alert">{refusal}</p>}
      <ul>
        {quirks.map((quirk) => (
          <Quirk key={quirk.name} quirk={quirk} choose={(value) => choose(quirk.name, value)} />
        ))}
      </ul>
    </section>
  );
}

function Quirk(props: { readonly quirk: QuirkView; choose(value: QuirkView["value"]): void }): ReactElement {
  const { name, value, values, about } = props.quirk;
  const { quirks: texts } = useMessages();
  const group = useId();
  return (
    <li className="quirk" data-changed={value !== values[0]}>
      <code>{name}</code>
      <fieldset className="segments" aria-label={name}>
        {values.map((each) => (
          <label key={String(each)} className="segment">
            <input
              type="radio"
              name={group}
              aria-label={String(each)}
              checked={each === value}
              onChange={() => props.choose(each)}
            />
            <span>{String(each)}</span>
          </label>
        ))}
      </fieldset>
      <p className="quiet">{(texts.about[name] ?? about).replaceAll("`", "")}</p>
    </li>
  );
}
