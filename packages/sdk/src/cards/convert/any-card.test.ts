import fc from "fast-check";
import { expect, it } from "vitest";
import { type CardFault, checkCard, convertCard } from "../../entry/cards.ts";
import { resolveFuzzScale } from "../../testing/fuzz-scale.ts";

const scale = resolveFuzzScale();

const tags = [
  ...["action", "button", "checker", "collapsible_panel", "column", "column_set", "div", "form", "img", "input"],
  ...["interactive_container", "lark_md", "markdown", "note", "overflow", "person_list", "plain_text", "select_img"],
  ...["select_static", "standard_icon", "table"],
];
const names = [
  ...["action_type", "actions", "behaviors", "button_area", "columns", "confirm", "content", "elements", "extra"],
  ...["fields", "header", "href", "i18n", "icon", "mode", "multi_url", "name", "options", "size", "text", "title"],
  ...["ud_icon", "url", "value"],
];
const parts = ["card_link", "config", "elements", "fallback", "header", "i18n_elements", "i18n_header", "unknown"];

/** Names that cards know, in places where they need not be. */
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 1 }),
    tie("component"),
    fc.array(tie("component"), { maxLength: 3 }),
  ),
  component: fc
    .tuple(fc.constantFrom(...tags), fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 4 }))
    .map(([tag, properties]) => ({ ...properties, tag })),
}));
const languages = fc.dictionary(fc.constantFrom("en_us", "zh_cn", "__proto__"), value);
const card = fc.dictionary(fc.constantFrom(...parts), fc.oneof(value, languages), { maxKeys: 5 });

const ofAnotherVersion: readonly CardFault["rule"][] = [
  "other-version",
  "tag-of-json-1",
  "unknown-property",
  "unknown-tag",
];

it("makes of any card one that says nothing that JSON 2.0 does not know, and leaves the other alone", {
  timeout: scale.runs(30_000, 600_000),
}, () => {
  fc.assert(
    fc.property(card, (former) => {
      const before = JSON.stringify(former);
      const { card: made } = convertCard(former);

      expect(checkCard(made).filter(({ rule }) => ofAnotherVersion.includes(rule))).toEqual([]);
      expect(convertCard(made)).toEqual({ card: made, notes: [] });
      expect(JSON.stringify(former)).toBe(before);
    }),
    { numRuns: scale.runs(300, 20_000), seed: scale.seed },
  );
});
