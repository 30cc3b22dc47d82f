/** What is wrong with a reply, in the same form as what `checkCard` finds in a card. */
export interface ReplyFault {
  /** Such as `card.data.body.elements[2]`; empty for the reply itself. */
  readonly path: string;
  /** The stable name of the rule. */
  readonly rule: string;
  /** What the user would see. */
  readonly clientCode: number;
  readonly problem: string;
  readonly mend: string;
}

/** What a deep check needs beside the reply. */
export interface CheckReplyOptions {
  /** Looks into the card. Without it only the reply around the card is checked. */
  readonly checkCard?: CheckCard | undefined;
  /** The card that was clicked, or its `schema`: a card of JSON 2.0 cannot become one of 1.0. */
  readonly sentCard?: object | CardVersion | undefined;
}

/** The two kinds of card JSON. */
export type CardVersion = "1.0" | "2.0";

/** Finds what is wrong with a card. */
export type CheckCard = (card: unknown) => readonly ReplyFault[];

/** A fault of the reply's form unless another code is given: 200672. */
export function fault(path: string, rule: string, problem: string, mend: string, clientCode = 200_672): ReplyFault {
  return { path, rule, clientCode, problem, mend };
}

/** The platform takes `null` for a member that is missing: the official SDK for Python writes it for all that was not set. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Tells an object from arrays, `null` and plain values. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
