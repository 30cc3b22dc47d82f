/** What the platform makes of a broken rule: what the user sees, and the sub-code of 230099 that message APIs name. */
interface Codes {
  readonly clientCode: number;
  readonly apiCode: number;
}

const wrongCard = (apiCode: number): Codes => ({ clientCode: 200_673, apiCode });

/** The stable name of a rule of `checkCard`. */
export type CardRule =
  | "json"
  | "size"
  | "schema"
  | "not-a-card"
  | "unknown-property"
  | "other-version"
  | "required"
  | "type"
  | "choice"
  | "range"
  | "format"
  | "unique"
  | "locale"
  | "shared"
  | "link"
  | "behavior"
  | "unknown-tag"
  | "tag-of-json-1"
  | "placement"
  | "nesting"
  | "too-many-elements"
  | "too-many-tables"
  | "element-id"
  | "form-name"
  | "form-submit"
  | "form-only"
  | "image-key"
  | "chart"
  | "table-rows"
  | "table-columns"
  | "audio-forward"
  | "audio-id"
  | "template"
  | "template-variable";

/** What each rule's breaking leads to. */
export const rules: Readonly<Record<CardRule, Codes>> = {
  json: wrongCard(200_621),
  size: wrongCard(200_860),
  schema: wrongCard(200_621),
  "not-a-card": wrongCard(200_621),
  "unknown-property": wrongCard(200_621),
  "other-version": wrongCard(200_621),
  required: wrongCard(200_621),
  type: wrongCard(200_621),
  choice: wrongCard(200_621),
  range: wrongCard(200_621),
  format: wrongCard(200_621),
  unique: wrongCard(200_621),
  locale: wrongCard(200_621),
  shared: wrongCard(300_302),
  link: wrongCard(200_621),
  behavior: wrongCard(200_621),
  "unknown-tag": wrongCard(200_621),
  "tag-of-json-1": wrongCard(200_861),
  placement: wrongCard(200_621),
  nesting: wrongCard(200_621),
  "too-many-elements": wrongCard(11_310),
  "too-many-tables": wrongCard(11_310),
  "element-id": wrongCard(300_301),
  "form-name": { clientCode: 200_530, apiCode: 200_530 },
  "form-submit": wrongCard(200_621),
  "form-only": wrongCard(200_621),
  "image-key": wrongCard(200_570),
  chart: wrongCard(200_550),
  "table-rows": wrongCard(200_914),
  "table-columns": wrongCard(200_915),
  "audio-forward": wrongCard(300_220),
  "audio-id": wrongCard(300_230),
  template: wrongCard(200_380),
  "template-variable": wrongCard(200_732),
};
