import { checkCard, type CardFault as Fault } from "larkwire/cards";
import { isJsonObject, type JsonObject } from "../world/json.ts";

/** What is wrong with a card, with the sub-code that message APIs give in error 230099. */
export interface CardFault {
  readonly subCode: number;
  /** As the platform writes it: `ROOT -> body -> elements -> [0](tag: x)`. */
  readonly path: string;
  readonly message: string;
}

/** Looks at a card as the platform does before it takes it. `{}` is a valid, blank card. */
export function findCardFault(card: JsonObject): CardFault | undefined {
  const fault = checkCard(card).find(isRefused);
  if (fault === undefined) return undefined;
  const { apiCode, path, problem, mend } = fault;
  return { subCode: apiCode, path: platformPath(card, path), message: `${problem}. ${mend}`.replace(/\.$/, "") };
}

/** A card whose forms lack names is taken; 200530 is shown when somebody submits one of them. */
export function isRefused({ clientCode }: Pick<Fault, "clientCode">): boolean {
  return clientCode !== 200_530;
}

/** Why the forms of a card cannot be submitted (client code 200530), or `undefined`. */
export function findFormFault(card: JsonObject): string | undefined {
  const fault = checkCard(card).find((each) => !isRefused(each));
  return fault && `${fault.path}: ${fault.problem}`;
}

function platformPath(card: JsonObject, path: string): string {
  let value: unknown = card;
  // The platform names the tag beside the component, not as a place of its own.
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "" && step !== "tag");
  const shown = steps.map((step) => {
    const isItem = Array.isArray(value);
    value = memberOf(value, step);
    if (!isItem) return step;
    return isJsonObject(value) && typeof value.tag === "string" ? `[${step}](tag: ${value.tag})` : `[${step}]`;
  });
  return ["ROOT", ...shown].join(" -> ");
}

function memberOf(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isJsonObject(value) ? value[step] : undefined;
}
