import type { ReactElement } from "react";
import "./avatar.css";

const hues = [212, 262, 330, 24, 152, 188, 46, 286] as const;

/** A person's or bot's picture: an initial on a colour that stays with the id. */
export function Avatar(props: {
  readonly id: string;
  readonly name: string;
  readonly kind: "user" | "app";
  readonly size?: number;
}): ReactElement {
  const { id, name, kind, size = 36 } = props;
  return (
    <span
      className={`avatar avatar--${kind}`}
      style={{ "--avatar-hue": hueOf(id), "--avatar-size": `${size}px` } as React.CSSProperties}
      aria-hidden="true"
    >
      {kind === "app" ? <Robot /> : initialsOf(name)}
    </span>
  );
}

function Robot(): ReactElement {
  return (
    <svg
      viewBox="0 0 24 24"
      width="62%"
      height="62%"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      aria-hidden="true"
    >
      <path
        d="M12 4.2v2.6M5 9.8A3 3 0 0 1 8 6.8h8a3 3 0 0 1 3 3v5.4a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3zM2.8 11.6v2.6M21.2 11.6v2.6"
        strokeLinecap="round"
      />
      <path d="M9.2 11.2v1.9M14.8 11.2v1.9" strokeLinecap="round" strokeWidth="2.2" />
    </svg>
  );
}

function hueOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return hues[sum % hues.length] ?? hues[0];
}

/** One character for Chinese names, the initials of the first and last word for others. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}
