import type { ReactElement, ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";
import "./pane.css";

/** One side of an exchange: what was asked, or what was answered. */
export function Pane(props: {
  readonly title: string;
  readonly detail?: ReactNode;
  readonly direction: "out" | "in";
  readonly copyText: (() => string) | undefined;
  readonly children: ReactNode;
}): ReactElement {
  const { title, detail, direction, copyText, children } = props;
  return (
    <section className={`pane pane--${direction}`} aria-label={title}>
      <header className="pane-header">
        <span className="pane-arrow" aria-hidden="true">
          {direction === "out" ? "→" : "←"}
        </span>
        <h3>{title}</h3>
        {detail}
        <span className="spacer" />
        {copyText === undefined ? null : <CopyButton text={copyText} label={title} />}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached, even where nothing in it can. */}
      <div className="pane-body" tabIndex={0}>
        {children}
      </div>
    </section>
  );
}
