import { findUnsendable, type Unsendable } from "../../find-unsendable.ts";
import { card as cardCheck, template } from "./card.ts";
import { type CardFault, type Findings, nothingSeen, Place } from "./place.ts";
import type { CardRule } from "./rules.ts";
import { isObject } from "./values.ts";

/** The size that is documented for sending, updating and answering. */
const maxCardBytes = 30 * 1024;
/** A card of this size is not even looked into. */
const maxReadBytes = 1024 * 1024;

/**
 * Finds what the platform would refuse in a card of JSON 1.0 or 2.0, or in a template `{type: "template", data}`: the
 * path, the rule, the codes that the platform would give, and what mends it. At most 100 faults; none for `{}`.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-structure
 * @example
 * ```ts
 * import { checkCard } from "larkwire/cards";
 *
 * for (const { path, problem, mend } of checkCard({ schema: "2.0", body: { elements: [{ tag: "note" }] } })) {
 *   console.log(`${path}: ${problem}. ${mend}`);
 * }
 * ```
 */
export function checkCard(card: unknown): readonly CardFault[] {
  return findFaults(card, { maxFaults: 100 });
}

/** What is looked for, and how much of it. */
interface Question {
  readonly maxFaults: number;
  /** @default every rule */
  readonly only?: CardRule | undefined;
}

/** What {@link checkCard} finds, of one rule, or in another number. */
export function findFaults(card: unknown, question: Question): readonly CardFault[] {
  const sent = whatIsSent(card);
  const value = "value" in sent ? sent.value : undefined;
  const findings = newFindings(value, question);
  const root = new Place(findings, "", { parent: "root", inForm: false, depth: 0, level: 0 });
  if ("problem" in sent) {
    const { path, problem, mend } = sent;
    new Place(findings, path, root.around).fault("json", problem, mend);
    return findings.faults;
  }
  if (sent.bytes > maxCardBytes) {
    root.fault(
      "size",
      `It has ${sent.bytes} bytes`,
      `Send at most ${maxCardBytes}: shorten texts, leave elements away.`,
    );
  }
  if (sent.bytes > maxReadBytes) return findings.faults;
  if (isObject(value) && value.type === "template") template(value.data, root.member("data"));
  else cardCheck(value, root);
  return findings.faults;
}

function newFindings(card: unknown, { maxFaults, only }: Question): Findings {
  const { schema, config } = isObject(card) ? card : {};
  return {
    faults: [],
    version: schema === "2.0" ? "2.0" : "1.0",
    forwardable: !isObject(config) || config.enable_forward !== false,
    ...nothingSeen(),
    elements: 0,
    maxFaults,
    only,
  };
}

/** The card as it would arrive: without what JSON leaves away, with what `toJSON` makes of it. */
function whatIsSent(card: unknown): { readonly value: unknown; readonly bytes: number } | Unsendable {
  try {
    const json: string | undefined = JSON.stringify(card);
    if (json !== undefined) return { value: JSON.parse(json), bytes: new TextEncoder().encode(json).length };
  } catch {
    // Where it stands is looked for only now: nearly every card can be sent.
  }
  return (
    findUnsendable(card) ?? { path: "", problem: "It is nothing that JSON can say", mend: "Give the card, an object." }
  );
}
