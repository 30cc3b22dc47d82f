import { LarkwireError } from "../../errors.ts";
import { plainText } from "../parts/text.ts";

/** A child that stays: text, or a piece of a card. */
export type Child = string | object;

/** Lays lists flat, leaves out what is false or missing, and turns numbers into text. */
export function flatten(children: unknown): readonly Child[] {
  if (Array.isArray(children)) return children.flatMap(flatten);
  switch (typeof children) {
    case "string":
      return children === "" ? [] : [children];
    case "number":
    case "bigint":
      return [String(children)];
    case "object":
      return children === null ? [] : [settled(children)];
    case "boolean":
    case "undefined":
      return [];
    default:
      throw new LarkwireError("JSX_INVALID", `A ${typeof children} cannot stand in a card`);
  }
}

/** A promise would be sent as an empty object. */
function settled(child: object): object {
  if (!("then" in child) || typeof child.then !== "function") return child;
  // Nobody will await it, so its failure would be nobody's and end the process.
  Promise.resolve(child).catch(() => undefined);
  throw new LarkwireError("JSX_INVALID", "A promise cannot stand in a card: await it first");
}

/** Children that are text only. */
export function textIn(tag: string, children: readonly Child[]): string {
  if (children.every((child) => typeof child === "string")) return children.join("");
  throw new LarkwireError("JSX_INVALID", `Only text can stand in <${tag}>, where its own tags are text as well`);
}

/** Children that are either text, or one object with text. */
export function captionIn(tag: string, children: readonly Child[]): Child {
  const [only] = children;
  return typeof only === "object" && children.length === 1 ? only : textIn(tag, children);
}

/** Children that are pieces of a card only. */
export function piecesIn(tag: string, children: readonly Child[]): readonly object[] {
  const text = children.find((child) => typeof child === "string");
  if (text === undefined) return children.filter((child) => typeof child === "object");
  throw new LarkwireError("JSX_INVALID", `Text cannot stand in <${tag}> by itself: put it into <markdown> or <div>`);
}

/** Children where text becomes plain text objects; neighbours are one text. */
export function textsAndPiecesIn(children: readonly Child[]): readonly object[] {
  const pieces: object[] = [];
  let text = "";
  const endText = () => {
    if (text !== "") pieces.push(plainText(text));
    text = "";
  };
  for (const child of children) {
    if (typeof child === "string") {
      text += child;
    } else {
      endText();
      pieces.push(child);
    }
  }
  endText();
  return pieces;
}
