import type { ReactElement } from "react";
import { objectIn, stringIn } from "../../api/json.ts";
import { toColor } from "../colors.ts";
import { useScene } from "../scene.ts";

/** An icon of the platform's library. Its drawing is not ours to ship: a mark stands for it and tells its name. */
export function CardIcon({ icon }: { readonly icon: unknown }): ReactElement | null {
  const { colors } = useScene();
  const token = stringIn(icon, "token") ?? stringIn(icon, "img_key");
  if (token === undefined) return null;
  const color = toColor(stringIn(icon, "color") ?? stringIn(objectIn(icon, "style"), "color"), colors);
  return (
    <span className="card-icon" title={token} style={color === undefined ? {} : { color }} aria-hidden="true">
      <svg
        viewBox="0 0 16 16"
        width="1em"
        height="1em"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        <rect x="1.75" y="1.75" width="12.5" height="12.5" rx="3.5" />
        <circle cx="8" cy="8" r="2.1" fill="currentColor" stroke="none" />
      </svg>
    </span>
  );
}
