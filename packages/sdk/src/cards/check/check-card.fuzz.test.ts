import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveFuzzScale } from "../../testing/fuzz-scale.ts";
import { checkCard } from "./check-card.ts";
import type { CardFault } from "./place.ts";

const scale = resolveFuzzScale();
const parameters = { numRuns: scale.runs(200, 50_000), seed: scale.seed };
const timeout = scale.runs(30_000, 600_000);

const tags = [
  ...["action", "audio", "button", "chart", "checker", "collapsible_panel", "column", "column_set", "date_picker"],
  ...["div", "form", "hr", "img", "img_combination", "input", "interactive_container", "markdown", "note", "table"],
  ...["multi_select_person", "multi_select_static", "overflow", "person", "person_list", "picker_datetime"],
  ...["picker_time", "select_img", "select_person", "select_static", "plain_text", "lark_md", "standard_icon"],
];
const names = [
  ...["elements", "columns", "actions", "behaviors", "options", "rows", "header", "title", "text", "content", "extra"],
  ...[
    "name",
    "element_id",
    "margin",
    "padding",
    "width",
    "value",
    "type",
    "i18n_content",
    "confirm",
    "icon",
    "button_area",
  ],
  ...[
    "buttons",
    "chart_spec",
    "img_list",
    "persons",
    "img_key",
    "alt",
    "size",
    "data_type",
    "__proto__",
    "constructor",
    "combination_mode",
    "toString",
  ],
];
const { card } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom("4px", "zh_cn", "2.0", "", "primary", "constructor", "__proto__", 7, -1, null, true),
    fc.constant({ toString: 1, valueOf: 1 }),
    tie("element"),
    fc.array(tie("element"), { maxLength: 3 }),
  ),
  element: fc
    .tuple(fc.constantFrom(...tags), fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 6 }))
    .map(([tag, properties]) => ({ tag, ...properties })),
  card: fc.oneof(
    fc.jsonValue(),
    fc.record({
      schema: fc.constantFrom("2.0", "1.0", undefined, 2),
      config: tie("value"),
      header: tie("value"),
      elements: fc.array(tie("element"), { maxLength: 5 }),
      body: fc.record({ elements: fc.array(tie("element"), { maxLength: 5 }) }),
    }),
  ),
}));

describe("whatever is given as a card", () => {
  it("is answered with faults that are complete, whose places exist or are missing where they are said to be", {
    timeout,
  }, () => {
    const check = fc.property(card, (given) => {
      const faults = checkCard(given);
      expect(faults.length).toBeLessThanOrEqual(100);
      expect(faults.filter((fault) => !isComplete(given, fault))).toEqual([]);
    });
    fc.assert(check, parameters);
  });
});

function isComplete(given: unknown, { path, clientCode, apiCode, problem, mend }: CardFault): boolean {
  const known = (clientCode === 200_673 || clientCode === 200_530) && apiCode > 0;
  const brief = `${path}${problem}${mend}`.length < 1_500 && !/\p{Cc}/u.test(path + problem + mend);
  return known && brief && (path.includes('"') || parentOf(given, path) !== "nowhere");
}

/** What holds the last step of a path; `nowhere` where some step before it leads to nothing. */
function parentOf(given: unknown, path: string): unknown {
  // What is checked is what would be sent.
  let value: unknown = JSON.parse(JSON.stringify(given));
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  for (const step of steps.slice(0, -1)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return "nowhere";
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}
