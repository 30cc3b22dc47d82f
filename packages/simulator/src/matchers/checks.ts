import type { ClientCodeView, MessageView, ToastView } from "../console-api/contract.ts";
import type { Exchange } from "../test-kit/exchange.ts";
import type { ClickResult, PreviewResult } from "../test-kit/simulated-user.ts";

/** What can be checked: the result of a click or a pasted link, an exchange, or (its card only) a message. */
export type Checked = ClickResult | PreviewResult | Exchange | MessageView;

/** A toast by its text, by a pattern, or by some of its members. */
export type ExpectedToast = string | RegExp | Partial<ToastView>;

export interface CheckResult {
  readonly pass: boolean;
  readonly message: () => string;
}

type Equals = (actual: unknown, expected: unknown) => boolean;

interface Facts {
  readonly toast?: ToastView | undefined;
  readonly card?: unknown;
  readonly content?: unknown;
  readonly clientCode?: number | ClientCodeView | undefined;
  readonly exchange?: Exchange | undefined;
}

/** Whether the person saw such a toast; without one, any. */
export function checkToast(received: unknown, expected: ExpectedToast | undefined): CheckResult {
  const facts = factsOf(received);
  const { toast } = facts;
  const wanted = expected instanceof RegExp ? String(expected) : print(expected ?? "any");
  return {
    pass: toast !== undefined && fits(toast, expected),
    message: () => `expected a toast (${wanted}), got ${toast === undefined ? told(facts) : print(toast)}`,
  };
}

/** Whether the card is this one, or contains this text. */
export function checkCard(received: unknown, expected: string | object, equals: Equals): CheckResult {
  const facts = factsOf(received);
  const card = facts.card ?? facts.content;
  const pass =
    card !== undefined &&
    (typeof expected === "string" ? textsOf(card).some((text) => text.includes(expected)) : equals(card, expected));
  return {
    pass,
    message: () => `expected the card ${print(expected)}, got ${card === undefined ? told(facts) : print(card)}`,
  };
}

/** Whether the person saw this client code in place of an answer. */
export function checkFailure(received: unknown, code: number): CheckResult {
  const facts = factsOf(received);
  return { pass: codeOf(facts)?.code === code, message: () => `expected the client code ${code}, got ${told(facts)}` };
}

function factsOf(received: unknown): Facts {
  if (typeof received === "object" && received !== null && !(received instanceof Promise)) return received;
  throw new TypeError(
    "Give the awaited result of click(), submit(), choose(), pasteLink() or trigger(), or a message.",
  );
}

function fits(toast: ToastView, expected: ExpectedToast | undefined): boolean {
  if (expected === undefined) return true;
  if (typeof expected === "string") return toast.content === expected;
  if (expected instanceof RegExp) return expected.test(toast.content);
  const { type = toast.type, content = toast.content } = expected;
  return type === toast.type && content === toast.content;
}

function codeOf({ clientCode, exchange }: Facts): { code: number; cause?: string; mend?: string } | undefined {
  if (typeof clientCode === "object") return clientCode;
  return exchange?.clientCode ?? (clientCode === undefined ? undefined : { code: clientCode });
}

/** What there is instead, with what mends it. */
function told(facts: Facts): string {
  const code = codeOf(facts);
  if (code !== undefined) return `the client code ${code.code}: ${code.cause ?? "unknown"} ${code.mend ?? ""}`.trim();
  return facts.toast === undefined ? "an answer with neither toast nor client code" : `the toast ${print(facts.toast)}`;
}

/** Every text in a JSON value. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function print(value: unknown): string {
  return JSON.stringify(value);
}
