import { type PlainText, plainText } from "./text.ts";

/** A question that is asked before a click counts. Without a title old clients do not react. */
export interface Confirm {
  readonly title: PlainText;
  readonly text: PlainText;
}

/**
 * Asks before a click counts.
 *
 * @example
 * ```ts
 * import { button, confirm } from "larkwire/cards";
 *
 * button({ text: "Delete", type: "danger", confirm: confirm("Delete it?", "It cannot be brought back.") });
 * ```
 */
export function confirm(title: string | PlainText, text: string | PlainText): Confirm {
  return { title: asPlainText(title), text: asPlainText(text) };
}

function asPlainText(text: string | PlainText): PlainText {
  return typeof text === "string" ? plainText(text) : text;
}
