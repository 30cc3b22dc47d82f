import { LarkwireError } from "../errors.ts";
import { type CheckCard, type CheckReplyOptions, fault, isGiven, isObject, type ReplyFault } from "./reply-fault.ts";

const nothing: readonly ReplyFault[] = [];

/** What is wrong with `card: {type, data}`, which stands at `path` in the reply; a bare template stands at the top. */
export function checkReplacement(
  card: unknown,
  options: CheckReplyOptions,
  path: "card" | "" = "card",
): readonly ReplyFault[] {
  if (!isGiven(card)) return nothing;
  const at = (member: string): string => (path === "" ? member : `${path}.${member}`);
  if (!isObject(card)) return [fault(path, "card-shape", "It is not an object", "Answer { type, data }.")];
  const { type, data } = card;
  if (type !== "raw" && type !== "template") {
    return [fault(at("type"), "card-type", "It is neither raw nor template", 'Say type: "raw" for card JSON.')];
  }
  if (typeof data === "string") {
    return [fault(at("data"), "card-data", "It is a string", "Give the object itself, not its JSON text.")];
  }
  if (!isObject(data)) return [fault(at("data"), "card-data", "It is not an object", "Give the card's object.")];
  if (type === "template") return checkTemplate(data, at);
  return checkRaw(data, options, path === "" ? "" : at("data"));
}

function checkTemplate(
  { template_id, template_variable, template_version_name }: Readonly<Record<string, unknown>>,
  at: (member: string) => string,
): readonly ReplyFault[] {
  const faults: ReplyFault[] = [];
  const wrong = (member: string, problem: string, mend: string): void =>
    void faults.push(fault(at(`data.${member}`), "template", problem, mend, 200_673));
  if (typeof template_id !== "string" || template_id === "") {
    wrong("template_id", "It is missing", "Copy the id from the card builder.");
  }
  if (isGiven(template_variable) && !isObject(template_variable)) {
    wrong("template_variable", "It is not an object", "Map each variable's name to its value.");
  }
  if (isGiven(template_version_name) && typeof template_version_name !== "string") {
    wrong("template_version_name", "It is not a string", 'Give the version as text, such as "1.0.0".');
  }
  return faults;
}

function checkRaw(
  card: Readonly<Record<string, unknown>>,
  { checkCard, sentCard }: CheckReplyOptions,
  path: string,
): readonly ReplyFault[] {
  const inCard = faultsIn(card, checkCard).map((found) => ({ ...found, path: pathIn(path, found.path) }));
  const sent = isObject(sentCard) ? sentCard.schema : sentCard;
  // The empty card belongs to both families.
  if (sent !== "2.0" || card.schema === "2.0" || Object.keys(card).length === 0) return inCard;
  const mend = 'Give the card "schema": "2.0", and its elements to body.elements.';
  const problem = "The clicked card is of JSON 2.0, this one of 1.0";
  return [...inCard, fault(pathIn(path, "schema"), "version-family", problem, mend, 200_830)];
}

/** @throws CONFIG_INVALID when the app's own check does not answer at once, with a list */
function faultsIn(card: object, checkCard: CheckCard | undefined): readonly ReplyFault[] {
  const found: unknown = checkCard?.(card) ?? nothing;
  if (Array.isArray(found)) return found;
  // Nobody will await a promise, so its failure would be nobody's and end the process.
  Promise.resolve(found).catch(() => undefined);
  throw new LarkwireError("CONFIG_INVALID", "checkCard must return a list of faults, and not the promise of one");
}

function pathIn(outer: string, inner: string): string {
  if (outer === "" || inner === "") return outer + inner;
  return `${outer}.${inner}`;
}
