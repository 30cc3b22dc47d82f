import { isTemplate } from "../world/card.ts";
import { walkComponents } from "../world/card-components.ts";
import { isJsonObject, type JsonObject, jsonBytes } from "../world/json.ts";

/** The size of a card that is documented for sending, updating and answering: 30 KiB. */
const maxCardBytes = 30_720;
const maxElements = 200;

/** What is wrong with a card, with the sub-code that message APIs give in error 230099. */
export interface CardFault {
  readonly subCode: number;
  /** As the platform writes it: `ROOT -> body -> elements -> [0](tag: x)`. */
  readonly path: string;
  readonly message: string;
}

const topLevelKeys = {
  "1.0": ["schema", "config", "card_link", "header", "i18n_header", "elements", "i18n_elements", "fallback"],
  "2.0": ["schema", "config", "card_link", "header", "body"],
} as const;
const containerTags = ["column_set", "column", "form", "interactive_container", "collapsible_panel"];
const displayTags = ["div", "markdown", "img", "img_combination", "person", "person_list", "chart", "table", "hr"];
/** Tags of components that a person can use. */
export const interactiveTags: readonly string[] = [
  "button",
  "input",
  "overflow",
  "select_static",
  "multi_select_static",
  "select_person",
  "multi_select_person",
  "date_picker",
  "picker_time",
  "picker_datetime",
  "select_img",
  "checker",
];
const sharedTags = [...containerTags, ...displayTags, ...interactiveTags];
const noteTags = ["standard_icon", "custom_icon", "plain_text", "lark_md"];
const knownTags: Readonly<Record<"1.0" | "2.0", ReadonlySet<string>>> = {
  "1.0": new Set([...sharedTags, ...noteTags, "note", "action"]),
  "2.0": new Set([...sharedTags, "audio"]),
};
/** Looks at a card as the platform does before it takes it: size, version, structure, tags. `{}` is a valid, blank card. */
export function findCardFault(card: JsonObject): CardFault | undefined {
  const bytes = jsonBytes(card);
  if (bytes > maxCardBytes)
    return fault(200_860, "ROOT", `card has ${bytes} bytes, at most ${maxCardBytes} are allowed`);
  if (isTemplate(card)) return findTemplateFault(card);
  const { schema: version = "1.0" } = card;
  if (version !== "1.0" && version !== "2.0")
    return fault(200_621, "ROOT -> schema", 'schema is neither "1.0" nor "2.0"');
  return findTopLevelFault(card, version) ?? findElementFault(card, version);
}

function findTemplateFault(card: JsonObject): CardFault | undefined {
  const data = card.data;
  if (!isJsonObject(data)) return fault(200_621, "ROOT -> data", "data of a template is not an object");
  const id = data.template_id;
  if (typeof id !== "string" || id === "")
    return fault(200_380, "ROOT -> data -> template_id", "template_id is missing");
  const variables = data.template_variable;
  if (variables === undefined || isJsonObject(variables)) return undefined;
  return fault(200_732, "ROOT -> data -> template_variable", "template_variable is not an object");
}

function findTopLevelFault(card: JsonObject, version: "1.0" | "2.0"): CardFault | undefined {
  const known: readonly string[] = topLevelKeys[version];
  const unknown = Object.keys(card).filter((key) => !known.includes(key));
  // JSON 1.0 ignores unknown attributes; a card that has nothing else is no card.
  if (unknown.length > 0 && (version === "2.0" || unknown.length === Object.keys(card).length)) {
    return fault(200_621, "ROOT", `unknown property ${unknown.join(", ")} in a card of JSON ${version}`);
  }
  for (const key of ["config", "header", "body", "i18n_elements"] as const) {
    if (card[key] !== undefined && !isJsonObject(card[key]))
      return fault(200_621, `ROOT -> ${key}`, `${key} is not an object`);
  }
  const { config } = card;
  if (version === "2.0" && isJsonObject(config) && config.update_multi === false) {
    return fault(
      300_302,
      "ROOT -> config -> update_multi",
      "a card of JSON 2.0 can only be shared: update_multi must be true",
    );
  }
  return undefined;
}

function findElementFault(card: JsonObject, version: "1.0" | "2.0"): CardFault | undefined {
  let count = 0;
  for (const { path, component } of walkComponents(card)) {
    count += 1;
    // The limit is documented for JSON 2.0 only; cards of the other version are bounded by their size.
    if (version === "2.0" && count > maxElements)
      return fault(11_310, path, `element exceeds the limit: more than ${maxElements}`);
    const found = findTagFault(component, path, version);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findTagFault(element: unknown, path: string, version: "1.0" | "2.0"): CardFault | undefined {
  const tag = isJsonObject(element) ? element.tag : undefined;
  if (typeof tag !== "string") return fault(200_621, path, "a component is an object with a tag");
  if (knownTags[version].has(tag)) return undefined;
  const onlyElsewhere = knownTags["1.0"].has(tag);
  return fault(
    onlyElsewhere ? 200_861 : 200_621,
    `${path}(tag: ${tag})`,
    `unsupported tag ${tag} in a card of JSON ${version}`,
  );
}

function fault(subCode: number, path: string, message: string): CardFault {
  return { subCode, path, message };
}
