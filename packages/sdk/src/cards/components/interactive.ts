import type { Callback } from "../parts/behavior.ts";
import type { Confirm } from "../parts/confirm.ts";
import type { Placed } from "../parts/layout.ts";
import type { PlainText } from "../parts/text.ts";

/** What every component has that a person uses. */
export interface Interactive extends Placed {
  /** What a form, and `event.action.name`, calls the component by; inside a form it is needed, and unique in the card. */
  readonly name?: string | undefined;
  /** What the app gets with the click, beside the click itself. */
  readonly behaviors?: readonly Callback[] | undefined;
  readonly confirm?: Confirm | undefined;
  readonly disabled?: boolean | undefined;
  /** Shown on a click while the component is disabled. */
  readonly disabled_tips?: PlainText | undefined;
}

/** What every component has whose value a form hands in. */
export interface Field extends Interactive {
  /** Whether the form can only be submitted with a value here. Only inside a form. */
  readonly required?: boolean | undefined;
}

/** A component with a width: by its content, as wide as its container, or in pixels. */
export interface Wide {
  readonly width?: "default" | "fill" | `${number}px` | undefined;
}
