import { isTemplate } from "./card.ts";
import { isJsonObject, type JsonObject } from "./json.ts";

/** A card of the card builder, one version of it. */
export interface Template {
  readonly templateId: string;
  readonly version: string;
  readonly card: JsonObject;
}

/**
 * The card that a template stands for, with its variables filled in; the newest version where none is named. `undefined`
 * where there is no such template. What is no template stays as it is, and so does every template as long as none is known.
 */
export function fillTemplate(card: JsonObject, templates: readonly Template[]): JsonObject | undefined {
  const { data } = card;
  if (!isTemplate(card) || templates.length === 0) return card;
  if (!isJsonObject(data)) return undefined;
  const { template_id, template_version_name: version, template_variable } = data;
  const template = templates.findLast((known) => {
    return known.templateId === template_id && (version === undefined || known.version === version);
  });
  const filled = fill(template?.card, isJsonObject(template_variable) ? template_variable : {});
  return isJsonObject(filled) ? filled : undefined;
}

/** A text that is one variable becomes its value, whatever it is; within a text, variables become text. */
function fill(value: unknown, variables: JsonObject): unknown {
  if (typeof value === "string") {
    const whole = /^\$\{(\w+)\}$/.exec(value)?.[1];
    if (whole !== undefined && Object.hasOwn(variables, whole)) return variables[whole];
    return value.replace(/\$\{(\w+)\}/g, (written, name: string) =>
      Object.hasOwn(variables, name) ? String(variables[name]) : written,
    );
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, variables));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member, variables)]));
}
