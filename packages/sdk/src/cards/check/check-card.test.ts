import { describe, expect, it } from "vitest";
import { checkCard } from "./check-card.ts";
import type { CardRule } from "./rules.ts";

const text = (content: string) => ({ tag: "plain_text", content });
const v2 = (...elements: unknown[]) => ({ schema: "2.0", body: { elements } });
const v1 = (...elements: unknown[]) => ({ elements });
const form = (...elements: unknown[]) =>
  v2({ tag: "form", name: "f", elements: [...elements, { tag: "button", name: "go", form_action_type: "submit" }] });
const columns = (...elements: unknown[]) => ({ tag: "column_set", columns: [{ tag: "column", elements }] });
const container = (...elements: unknown[]) => ({
  tag: "interactive_container",
  behaviors: [{ type: "callback", value: {} }],
  elements,
});
const panel = (...elements: unknown[]) => ({ tag: "collapsible_panel", header: { title: text("More") }, elements });
const form1 = {
  tag: "form",
  name: "f",
  elements: [
    { tag: "input", name: "reason" },
    { tag: "button", name: "send", text: text("Send"), action_type: "form_submit" },
  ],
};
const rows = (count: number) => ({ tag: "table", columns: [{ name: "a" }], rows: Array(count).fill({ a: "b" }) });
const tables = (count: number) => ({
  tag: "markdown",
  content: Array(count).fill("| a | b |\n|---|:-:|\n| 1 | 2 |").join("\n\n"),
});
const circle: { elements: unknown[] } = { elements: [] };
circle.elements.push(circle);
const thrown = (): never => {
  throw new Error("no");
};
const nested = (depth: number): object => (depth === 0 ? { tag: "hr" } : columns(nested(depth - 1)));
const option = (value: string) => ({ text: text(value), value });

describe("a right card has no fault", () => {
  it.each<[string, unknown]>([
    ["the blank one", {}],
    ["JSON 2.0 without a body", { schema: "2.0" }],
    ["JSON 1.0 that says so", { schema: "1.0", elements: [] }],
    [
      "JSON 2.0 with every part of its frame",
      {
        schema: "2.0",
        config: {
          enable_forward: true,
          update_multi: true,
          width_mode: "fill",
          use_custom_translation: false,
          enable_forward_interaction: true,
          style: {
            text_size: { title: { default: "heading-2", pc: "heading-2", mobile: "heading-3" } },
            color: { mine: { light_mode: "rgba(30,120,255,1)", dark_mode: "rgba(80,150,255,1)" } },
          },
          streaming_mode: true,
          streaming_config: {
            print_frequency_ms: { default: 70, android: 30 },
            print_step: { default: 1 },
            print_strategy: "delay",
          },
          summary: { content: "…", i18n_content: { ja_jp: "…" } },
          locales: ["zh_cn", "en_us"],
        },
        card_link: { pc_url: "a", ios_url: "b", android_url: "lark://msgcard/unsupported_action" },
        header: {
          title: { tag: "lark_md", content: "**Build**" },
          subtitle: text("main"),
          text_tag_list: [{ tag: "text_tag", text: text("new"), color: "neutral", element_id: "t1" }],
          i18n_text_tag_list: { fr_fr: [{ tag: "text_tag", text: text("neuf") }] },
          template: "wathet",
          icon: { tag: "standard_icon", token: "chat_outlined", color: "blue" },
          padding: "12px 8px",
        },
        body: {
          direction: "vertical",
          padding: "12px 12px 20px 12px",
          horizontal_spacing: "extra_large",
          horizontal_align: "center",
          vertical_spacing: "8px",
          vertical_align: "top",
          elements: [],
        },
      },
    ],
    [
      "what shows something, in JSON 2.0",
      v2(
        {
          tag: "markdown",
          content: "**a**",
          text_align: "center",
          text_size: "heading-1",
          margin: "-4px 0",
          icon: { tag: "custom_icon", img_key: "img_1" },
        },
        {
          tag: "div",
          text: { ...text("a"), text_size: "mine", text_color: "grey", lines: 2 },
          width: "120px",
          fields: [{ is_short: true, text: text("f") }],
        },
        {
          tag: "img",
          img_key: "img_1",
          alt: text(""),
          size: "160px 90px",
          scale_type: "crop_top",
          corner_radius: "5%",
          preview: false,
        },
        { tag: "img_combination", combination_mode: "double", img_list: [{ img_key: "a" }, { img_key: "b" }] },
        { tag: "person", user_id: "ou_1", size: "large", style: "capsule" },
        { tag: "person_list", persons: [{ id: "ou_1" }], lines: 1, drop_invalid_user_id: true },
        { tag: "chart", chart_spec: { type: "bar", data: {} }, aspect_ratio: "4:3", height: "200px" },
        { tag: "hr", element_id: "line_1" },
        {
          tag: "table",
          page_size: 10,
          row_height: "auto",
          row_max_height: "200px",
          header_style: { bold: true, text_size: "heading", lines: 1 },
          columns: [
            { name: "n", data_type: "number", width: "50%", format: { precision: 2, symbol: "¥", separator: true } },
            { name: "d", data_type: "date", date_format: "YYYY/MM/DD", width: "120px" },
            { name: "o", data_type: "options" },
            { name: "p", data_type: "persons" },
            { name: "t" },
          ],
          rows: [
            { n: 1, d: 1_700_000_000_000, o: [{ text: "a", color: "red" }], p: ["ou_1"], t: "x" },
            { n: null, o: "a", p: "ou_1" },
          ],
        },
      ),
    ],
    [
      "what people use, in JSON 2.0",
      v2(
        {
          tag: "button",
          text: text("OK"),
          type: "primary_filled",
          size: "large",
          width: "fill",
          hover_tips: text("Go"),
          confirm: { title: text("Sure?"), text: text("It counts.") },
          behaviors: [
            { type: "callback", value: { id: 1 } },
            { type: "open_url", default_url: "https://a.example" },
          ],
        },
        {
          tag: "overflow",
          options: [
            { text: text("a"), value: "a" },
            { text: text("b"), multi_url: { url: "u" } },
          ],
        },
        { tag: "select_static", options: [option("a"), option("b")], initial_index: 1, placeholder: text("…") },
        { tag: "select_person", options: [{ value: "ou_1" }], initial_option: "ou_1" },
        { tag: "select_person" },
        { tag: "input", name: "alone", max_length: 1000, input_type: "multiline_text", rows: 3, auto_resize: true },
        { tag: "date_picker", initial_date: "2024-02-29", value: { k: "v" } },
        { tag: "picker_time", initial_time: "23:59" },
        { tag: "picker_datetime", initial_datetime: "2024-02-29 00:00" },
        { tag: "select_img", options: [{ img_key: "a", value: "1", hover_tips: text("a") }], layout: "trisect" },
        {
          tag: "checker",
          text: text("a"),
          checked: true,
          checked_style: { show_strikethrough: true, opacity: 0.5 },
          button_area: { pc_display_rule: "on_hover", buttons: [{ tag: "button", text: text("x") }] },
        },
      ),
    ],
    [
      "a form with every field, some of them in columns",
      form(
        { tag: "input", name: "a", required: true },
        columns({ tag: "multi_select_static", name: "b", options: [option("x")], selected_values: ["x"] }),
        { tag: "multi_select_person", name: "c" },
        { tag: "select_img", name: "d", multi_select: true, options: [] },
        { tag: "checker", name: "e", text: text("yes") },
        { tag: "markdown", content: "text has no name" },
      ),
    ],
    ["five containers in each other", v2(nested(5))],
    ["200 components", v2(...Array.from({ length: 200 }, () => ({ tag: "hr" })))],
    [
      "a recording in a card that stays",
      { ...v2({ tag: "audio", file_key: "f", audio_id: "a" }), config: { enable_forward: false } },
    ],
    ["texts in several languages", v2({ tag: "div", text: { tag: "plain_text", i18n_content: { zh_cn: "好" } } })],
    ["null for what is not there", v2({ tag: "markdown", content: "a", icon: null, margin: null })],
    [
      "a template",
      { type: "template", data: { template_id: "AAqk", template_variable: { n: 1 }, template_version_name: "1.0.0" } },
    ],
    [
      "JSON 1.0 with all that only it knows",
      {
        config: { wide_screen_mode: true, update_multi: false },
        card_link: { url: "https://a.example" },
        header: {
          title: { tag: "plain_text", content: "Hi", i18n: { en_us: "Hi" } },
          ud_icon: { token: "chat_outlined", style: { color: "red" } },
        },
        i18n_header: { en_us: { title: text("Hi") } },
        fallback: {
          trigger_conditions: [
            { type: "min_client_version", value: "7.4" },
            { type: "element_tags", value: ["table"] },
          ],
        },
        elements: [
          {
            tag: "action",
            layout: "bisected",
            actions: [
              { tag: "button", text: text("a"), value: "text", url: "u" },
              { tag: "overflow", options: [{ text: text("a"), url: "u", value: "a" }] },
            ],
          },
          {
            tag: "note",
            elements: [
              text("small"),
              { tag: "standard_icon", token: "a" },
              { tag: "img", img_key: "a", alt: text("") },
            ],
          },
          { tag: "div", text: text("a"), extra: { tag: "button", text: text("b"), complex_interaction: true } },
          { tag: "markdown", content: "[a]($u)", href: { u: { url: "u" } } },
          {
            tag: "img",
            img_key: "a",
            alt: text(""),
            mode: "fit_horizontal",
            custom_width: 300,
            size: "stretch_without_padding",
          },
          {
            tag: "form",
            name: "f",
            elements: [
              { tag: "input", name: "a", required: true },
              { tag: "button", name: "b", action_type: "form_submit" },
            ],
          },
          container({ tag: "markdown", content: "a" }, { tag: "checker" }),
        ],
      },
    ],
    ["unknown properties in JSON 1.0, which ignores them", { anything: 1, elements: [{ tag: "hr", colour: "red" }] }],
    [
      "JSON 1.0 with the same form in several languages",
      { i18n_elements: { zh_cn: [form1], en_us: [form1], ja_jp: [form1] }, elements: [form1] },
    ],
    [
      "JSON 1.0 with small markdown on a button",
      v1({
        tag: "action",
        actions: [{ tag: "button", text: { tag: "lark_md", content: "More :ROSE:" }, url: "https://a.example" }],
      }),
    ],
    ["five tables of each kind", v2(...Array(5).fill(rows(1)), tables(5))],
    [
      "five tables in each language",
      { i18n_elements: { zh_cn: Array(5).fill(rows(1)), en_us: Array(5).fill(rows(1)) } },
    ],
    ["JSON 1.0 in several languages", { i18n_elements: { zh_cn: [{ tag: "hr" }], en_us: [{ tag: "hr" }] } }],
  ])("%s", (_, card) => {
    expect(checkCard(card)).toEqual([]);
  });
});

it.each(["constructor", "toString", { toString: 1, valueOf: 1 }])(
  "a mode of images named %j is no other than any",
  (mode) => {
    const card = v2({
      tag: "img_combination",
      combination_mode: mode,
      img_list: Array.from({ length: 10 }, () => ({})),
    });

    expect(checkCard(card)).toContainEqual(expect.objectContaining({ rule: "range", mend: "Give 0 to 9." }));
  },
);

it("is told in little time and few words that a table has many columns and cells of none", () => {
  const columns = Array.from({ length: 20_000 }, (_, index) => ({ name: `a column of many ${index}` }));
  const rows = Array.from({ length: 1_000 }, (_, index) => ({ [`cell ${index}`]: 1, another: 1, third: 1 }));

  const began = performance.now();
  const faults = checkCard(v2({ tag: "table", columns, rows }));

  expect(performance.now() - began).toBeLessThan(3_000);
  expect(faults.filter(({ rule }) => rule === "table-columns")).toHaveLength(99);
  for (const { problem, mend } of faults) expect(problem.length + mend.length).toBeLessThan(400);
});

// Each stands in the platform's own documents, as an example or in so many words.
describe("what the platform documents has no fault", () => {
  const icon = { tag: "standard_icon", token: "chat-forbidden_outlined", color: "orange", img_key: "img_v2_38811724" };

  it.each<[string, unknown]>([
    [
      "an icon with what the other kind has",
      {
        schema: "2.0",
        header: { title: text("a"), icon },
        body: { elements: [{ tag: "markdown", content: "a", icon }] },
      },
    ],
    [
      "an icon of a panel without a colour",
      v2({ ...panel(), header: { title: text("a"), icon: { ...icon, color: "", size: "16px 16px" } } }),
    ],
    ["an image as the icon of a header of JSON 1.0", { header: { title: text("a"), icon: { img_key: "img_v2_1" } } }],
    ["a subtitle alone", { schema: "2.0", header: { subtitle: text("a") } }],
    [
      "more than three tags, of which three are shown",
      {
        schema: "2.0",
        header: { title: text("a"), text_tag_list: Array(4).fill({ tag: "text_tag", text: text("a") }) },
      },
    ],
    ["a field outside of forms that is not required", v2({ tag: "input", name: "input1", required: false })],
    [
      "a column and a panel that hold nothing yet",
      v2({ tag: "column_set", columns: [{ tag: "column" }] }, { tag: "collapsible_panel", header: {} }),
    ],
    [
      "an image of JSON 2.0 with what JSON 1.0 had",
      v2({
        tag: "img",
        img_key: "a",
        alt: text(""),
        title: text(""),
        size: "100px 100px",
        mode: "large",
        custom_width: "300px",
        compact_width: false,
      }),
    ],
    [
      "an image over the whole width, without a text",
      v2({ tag: "img", img_key: "a", scale_type: "crop_center", margin: "4px -12px" }),
    ],
    [
      "an image of JSON 1.0 under small markdown",
      v1({ tag: "img", img_key: "a", alt: text(""), title: { tag: "lark_md", content: "**a**" } }),
    ],
    [
      "buttons of JSON 1.0 in the default layout",
      v1({
        tag: "action",
        layout: "default",
        actions: [{ tag: "button", text: text("a"), complex_interaction: true }],
      }),
    ],
    [
      "an overflow two of whose lines have one value",
      v1({
        tag: "div",
        text: { tag: "lark_md", content: "a" },
        extra: {
          tag: "overflow",
          options: [
            { text: text("a"), value: "document", url: "https://open.feishu.cn" },
            { text: text("b"), value: "document" },
          ],
        },
      }),
    ],
    ["a container that asks nothing before a click", v1({ ...container(), confirm: {} })],
    [
      "a table of more than 50 columns, of which 50 are shown",
      v2({ tag: "table", columns: Array.from({ length: 51 }, (_, index) => ({ name: `c${index}` })), rows: [] }),
    ],
  ])("%s", (_, card) => {
    expect(checkCard(card)).toEqual([]);
  });
});

describe("a wrong card", () => {
  it.each<[rule: CardRule, what: string, card: unknown]>([
    ["json", "nothing", undefined],
    ["json", "a function", () => undefined],
    ["type", "a list", []],
    ["type", "a text", "{}"],
    ["type", "null", null],
    ["size", "more than 30 KB", v2({ tag: "markdown", content: "x".repeat(30 * 1024) })],
    ["size", "more than 30 KB of Chinese", v2({ tag: "markdown", content: "好".repeat(10_240) })],
    ["size", "so much that nobody looks into it", { elements: ["x".repeat(1024 * 1024)] }],
  ])("breaks %s as a whole: %s", (rule, _, card) => {
    expect(checkCard(card)).toMatchObject([{ rule, path: "" }]);
  });

  it.each<[what: string, path: string, card: unknown]>([
    ["a BigInt", "body.elements[0].content", v2({ tag: "markdown", content: 1n })],
    ["itself", "elements[0]", circle],
    [
      "a getter that throws",
      "body.elements[0].tag",
      v2(Object.defineProperty({}, "tag", { enumerable: true, get: thrown })),
    ],
    ["a proxy that throws", "body.elements[1]", v2({ tag: "hr" }, new Proxy({}, { ownKeys: thrown }))],
    [
      "a toJSON that throws",
      'body.elements[0].value["a key"]',
      v2({ tag: "hr", value: { "a key": { toJSON: thrown } } }),
    ],
    ["100,000 lists in each other", `${"[0]".repeat(66)}[0`, JSON.parse("[".repeat(100_000) + "]".repeat(100_000))],
  ])("breaks json where it holds %s", (_, path, card) => {
    expect(checkCard(card)).toMatchObject([{ rule: "json", path }]);
  });

  it.each<[rule: CardRule, path: string, card: unknown]>([
    // the frame
    ["choice", "schema", { schema: "3.0" }],
    ["choice", "schema", { schema: 2 }],
    [
      "form-name",
      "i18n_elements.en_us[1].name",
      {
        i18n_elements: {
          zh_cn: [form1],
          en_us: [form1, { ...form1, elements: form1.elements.map((each) => ({ ...each, name: `2${each.name}` })) }],
        },
      },
    ],
    ["not-a-card", "", { title: "Hi" }],
    ["not-a-card", "", { body: { elements: [] } }],
    ["unknown-property", "elements", { schema: "2.0", elements: [] }],
    ["unknown-property", "i18n_elements", { schema: "2.0", i18n_elements: {} }],
    ["unknown-property", "fallback", { schema: "2.0", fallback: {} }],
    ["type", "config", { schema: "2.0", config: [] }],
    ["shared", "config.update_multi", { schema: "2.0", config: { update_multi: false } }],
    ["type", "config.enable_forward", { schema: "2.0", config: { enable_forward: "no" } }],
    ["other-version", "config.wide_screen_mode", { schema: "2.0", config: { wide_screen_mode: true } }],
    ["choice", "config.width_mode", { schema: "2.0", config: { width_mode: "wide" } }],
    ["choice", "config.locales[1]", { schema: "2.0", config: { locales: ["zh_cn", "zh-CN"] } }],
    ["locale", "config.summary.i18n_content.en", { schema: "2.0", config: { summary: { i18n_content: { en: "x" } } } }],
    [
      "required",
      "config.style.text_size.a.mobile",
      { schema: "2.0", config: { style: { text_size: { a: { pc: "normal" } } } } },
    ],
    [
      "required",
      "config.style.color.a.dark_mode",
      { schema: "2.0", config: { style: { color: { a: { light_mode: "rgba(0,0,0,1)" } } } } },
    ],
    [
      "required",
      "config.streaming_config.print_step.default",
      { schema: "2.0", config: { streaming_config: { print_step: { pc: 2 } } } },
    ],
    [
      "choice",
      "config.streaming_config.print_strategy",
      { schema: "2.0", config: { streaming_config: { print_strategy: "slow" } } },
    ],
    ["link", "card_link", { schema: "2.0", card_link: { pc_url: "u" } }],
    ["unknown-property", "card_link.href", { schema: "2.0", card_link: { url: "u", href: "u" } }],
    ["required", "header.title", { schema: "2.0", header: { template: "blue" } }],
    ["choice", "header.template", { schema: "2.0", header: { title: text("a"), template: "pink" } }],
    ["choice", "header.title.tag", { schema: "2.0", header: { title: { tag: "markdown", content: "a" } } }],
    ["type", "header.title", { schema: "2.0", header: { title: "Hi" } }],
    [
      "choice",
      "header.text_tag_list[0].color",
      {
        schema: "2.0",
        header: { title: text("a"), text_tag_list: [{ tag: "text_tag", text: text("a"), color: "grey" }] },
      },
    ],
    ["other-version", "header.ud_icon", { schema: "2.0", header: { title: text("a"), ud_icon: { token: "a" } } }],
    ["choice", "header.icon.tag", { schema: "2.0", header: { title: text("a"), icon: { tag: "icon", token: "a" } } }],
    ["required", "header.icon", { schema: "2.0", header: { title: text("a"), icon: {} } }],
    ["required", "header.icon.token", { schema: "2.0", header: { title: text("a"), icon: { tag: "standard_icon" } } }],
    [
      "image-key",
      "header.icon.img_key",
      { schema: "2.0", header: { title: text("a"), icon: { tag: "custom_icon", img_key: "" } } },
    ],
    ["choice", "body.direction", { schema: "2.0", body: { direction: "row" } }],
    ["format", "body.padding", { schema: "2.0", body: { padding: "1em" } }],
    ["format", "body.vertical_spacing", { schema: "2.0", body: { vertical_spacing: "100px" } }],
    ["type", "body.elements", { schema: "2.0", body: { elements: {} } }],
    ["template", "data.template_id", { type: "template", data: {} }],
    ["type", "data", { type: "template" }],
    [
      "template-variable",
      "data.template_variable",
      { type: "template", data: { template_id: "a", template_variable: [] } },
    ],
    ["type", "data.template_version_name", { type: "template", data: { template_id: "a", template_version_name: 1 } }],
    // tags and where they stand
    ["type", "body.elements[0]", v2("markdown")],
    ["type", "body.elements[1]", v2({ tag: "hr" }, { content: "a" })],
    ["unknown-tag", "body.elements[0].tag", v2({ tag: "text" })],
    ["unknown-tag", "body.elements[0].tag", v2({ tag: "constructor" })],
    ["tag-of-json-1", "body.elements[0].tag", v2({ tag: "action", actions: [] })],
    ["tag-of-json-1", "body.elements[0].tag", v2({ tag: "note", elements: [] })],
    ["unknown-tag", "elements[0].tag", v1({ tag: "audio", file_key: "a" })],
    ["placement", "body.elements[0].columns[0]", v2({ tag: "column_set", columns: [{ tag: "hr" }] })],
    ["placement", "body.elements[0]", v2({ tag: "column", elements: [] })],
    ["placement", "body.elements[0].elements[0]", v2(panel({ tag: "table", columns: [], rows: [] }))],
    ["placement", "body.elements[0].elements[0]", form({ tag: "table", columns: [], rows: [] })],
    [
      "nesting",
      "body.elements[0].columns[0].elements[0].columns[0].elements[0].columns[0].elements[0].columns[0].elements[0].columns[0].elements[0]",
      v2(nested(6)),
    ],
    ["too-many-tables", "body.elements[5]", v2(...Array(7).fill(rows(0)))],
    ["too-many-tables", "elements[5]", v1(...Array(7).fill(rows(0)))],
    ["too-many-tables", "body.elements[2]", v2(tables(3), tables(2), tables(1), tables(1))],
    ["too-many-elements", "body.elements[200]", v2(...Array.from({ length: 201 }, () => ({ tag: "hr" })))],
    ["placement", "elements[0]", v1({ tag: "button", text: text("a") })],
    ["placement", "elements[0]", v1({ tag: "select_static", options: [] })],
    ["placement", "elements[0].actions[0]", v1({ tag: "action", actions: [{ tag: "markdown", content: "a" }] })],
    ["placement", "elements[0].elements[0]", v1({ tag: "note", elements: [{ tag: "button" }] })],
    ["placement", "elements[0].elements[0]", v1(container({ tag: "button" }))],
    ["placement", "elements[0].columns[0].elements[0]", v1(columns({ tag: "overflow", options: [] }))],
    ["placement", "elements[0].extra", v1({ tag: "div", text: text("a"), extra: { tag: "hr" } })],
    [
      "placement",
      "elements[0].elements[1]",
      v1({
        tag: "form",
        name: "f",
        elements: [
          { tag: "button", name: "b", action_type: "form_submit" },
          { tag: "div", text: text("a") },
        ],
      }),
    ],
    [
      "placement",
      "elements[0].elements[1]",
      v1({
        tag: "form",
        name: "f",
        elements: [
          { tag: "button", name: "b", action_type: "form_submit" },
          { tag: "chart", chart_spec: { type: "bar" } },
        ],
      }),
    ],
    ["placement", "i18n_elements.en_us[0]", { i18n_elements: { en_us: [{ tag: "date_picker" }] } }],
    ["locale", "i18n_elements.english", { i18n_elements: { english: [] } }],
    // forms
    ["form-name", "body.elements[0].elements[0].name", form({ tag: "input" })],
    ["form-name", "body.elements[0].elements[0].name", form({ tag: "input", name: "" })],
    ["form-name", "body.elements[0].elements[0].name", form({ tag: "input", name: 7 })],
    [
      "form-name",
      "body.elements[0].elements[1].name",
      form({ tag: "input", name: "a" }, { tag: "checker", name: "a" }),
    ],
    ["form-name", "body.elements[0].elements[0].columns[0].elements[0].name", form(columns({ tag: "date_picker" }))],
    [
      "form-name",
      "body.elements[0].name",
      v2({ tag: "form", name: "", elements: [{ tag: "button", name: "b", form_action_type: "submit" }] }),
    ],
    ["form-submit", "body.elements[0]", v2({ tag: "form", name: "f", elements: [{ tag: "input", name: "a" }] })],
    ["form-only", "body.elements[0]", v2({ tag: "multi_select_static", name: "a", options: [] })],
    ["form-only", "body.elements[0]", v2({ tag: "multi_select_person", name: "a" })],
    ["form-only", "body.elements[0].multi_select", v2({ tag: "select_img", options: [], multi_select: true })],
    ["form-only", "body.elements[0].required", v2({ tag: "input", required: true })],
    ["form-only", "body.elements[0].form_action_type", v2({ tag: "button", form_action_type: "submit" })],
    ["required", "body.elements[0].elements", v2({ tag: "interactive_container", behaviors: [] })],
    ["required", "body.elements[0].behaviors", v2({ tag: "interactive_container", elements: [] })],
    ["required", "body.elements[0].header", v2({ tag: "collapsible_panel", elements: [] })],
    [
      "choice",
      "body.elements[0].header.icon_expanded_angle",
      v2({ ...panel(), header: { title: text("a"), icon_expanded_angle: 45 } }),
    ],
    ["choice", "body.elements[0].flex_mode", v2({ ...columns(), flex_mode: "wrap" })],
    [
      "range",
      "body.elements[0].columns[0].weight",
      v2({ tag: "column_set", columns: [{ tag: "column", elements: [], weight: 6 }] }),
    ],
    [
      "format",
      "body.elements[0].columns[0].width",
      v2({ tag: "column_set", columns: [{ tag: "column", elements: [], width: "601px" }] }),
    ],
    ["format", "body.elements[0].height", v2({ ...container(), height: "5px" })],
    // shared properties
    ["unknown-property", "body.elements[0].colour", v2({ tag: "hr", colour: "red" })],
    ["format", "body.elements[0].margin", v2({ tag: "hr", margin: "100px" })],
    ["format", "body.elements[0].margin", v2({ tag: "hr", margin: "1px 2px 3px" })],
    ["format", "body.elements[0].element_id", v2({ tag: "hr", element_id: "1a" })],
    ["format", "body.elements[0].element_id", v2({ tag: "hr", element_id: "a23456789012345678901" })],
    ["element-id", "body.elements[1].element_id", v2({ tag: "hr", element_id: "a" }, { tag: "hr", element_id: "a" })],
    ["behavior", "body.elements[0].behaviors[0]", v2({ tag: "button", behaviors: [{ type: "request" }] })],
    [
      "behavior",
      "body.elements[0].behaviors[0]",
      v2({ tag: "checker", behaviors: [{ type: "open_url", default_url: "u" }] }),
    ],
    [
      "behavior",
      "body.elements[0].behaviors[0].value",
      v2({ tag: "button", behaviors: [{ type: "callback", value: 7 }] }),
    ],
    ["required", "body.elements[0].behaviors[0].default_url", v2({ tag: "button", behaviors: [{ type: "open_url" }] })],
    ["type", "body.elements[0].behaviors", v2({ tag: "button", behaviors: { type: "callback" } })],
    ["required", "body.elements[0].confirm.title", v2({ tag: "button", confirm: { text: text("a") } })],
    ["type", "body.elements[0].disabled", v2({ tag: "button", disabled: "true" })],
    // what people use
    ["type", "body.elements[0].text", v2({ tag: "button", text: "OK" })],
    ["required", "body.elements[0].text.content", v2({ tag: "button", text: { tag: "plain_text" } })],
    ["type", "body.elements[0].text.content", v2({ tag: "button", text: { tag: "plain_text", content: 1 } })],
    [
      "other-version",
      "body.elements[0].text.i18n",
      v2({ tag: "button", text: { tag: "plain_text", content: "a", i18n: {} } }),
    ],
    ["range", "body.elements[0].text.content", v2({ tag: "button", text: text("x".repeat(101)) })],
    ["choice", "body.elements[0].type", v2({ tag: "button", type: "success" })],
    ["other-version", "body.elements[0].url", v2({ tag: "button", url: "u" })],
    ["other-version", "body.elements[0].multi_url", v2({ tag: "button", multi_url: { url: "u" } })],
    ["other-version", "body.elements[0].action_type", v2({ tag: "button", action_type: "request" })],
    [
      "link",
      "elements[0].actions[0]",
      v1({ tag: "action", actions: [{ tag: "button", url: "u", multi_url: { url: "u" } }] }),
    ],
    ["range", "body.elements[0].max_length", v2({ tag: "input", max_length: 1001 })],
    ["type", "body.elements[0].max_length", v2({ tag: "input", max_length: "10" })],
    ["choice", "body.elements[0].input_type", v2({ tag: "input", input_type: "number" })],
    ["range", "body.elements[0].placeholder.content", v2({ tag: "input", placeholder: text("x".repeat(101)) })],
    ["required", "body.elements[0].options", v2({ tag: "select_static" })],
    ["unique", "body.elements[0].options[1].value", v2({ tag: "select_static", options: [option("a"), option("a")] })],
    ["required", "body.elements[0].options[0].value", v2({ tag: "select_static", options: [{ text: text("a") }] })],
    ["required", "body.elements[0].options[0].text", v2({ tag: "overflow", options: [{ value: "a" }] })],
    ["type", "body.elements[0].initial_option", v2({ tag: "select_static", options: [], initial_option: 1 })],
    ["format", "body.elements[0].initial_date", v2({ tag: "date_picker", initial_date: "2024-13-01" })],
    ["format", "body.elements[0].initial_date", v2({ tag: "date_picker", initial_date: "01/02/2024" })],
    ["format", "body.elements[0].initial_time", v2({ tag: "picker_time", initial_time: "24:00" })],
    [
      "format",
      "body.elements[0].initial_datetime",
      v2({ tag: "picker_datetime", initial_datetime: "2024-01-01T00:00" }),
    ],
    [
      "image-key",
      "body.elements[0].options[0].img_key",
      v2({ tag: "select_img", options: [{ img_key: 1, value: "a" }] }),
    ],
    ["range", "body.elements[0].checked_style.opacity", v2({ tag: "checker", checked_style: { opacity: 2 } })],
    [
      "range",
      "body.elements[0].button_area.buttons",
      v2({ tag: "checker", button_area: { buttons: Array(4).fill({ tag: "button" }) } }),
    ],
    // what shows something
    ["required", "body.elements[0].content", v2({ tag: "markdown" })],
    ["type", "body.elements[0].content", v2({ tag: "markdown", content: ["a"] })],
    ["other-version", "body.elements[0].href", v2({ tag: "markdown", content: "a", href: {} })],
    ["required", "body.elements[0].img_key", v2({ tag: "img", alt: text("") })],
    [
      "other-version",
      "body.elements[0].size",
      v2({ tag: "img", img_key: "a", alt: text(""), size: "stretch_without_padding" }),
    ],
    ["choice", "body.elements[0].size", v2({ tag: "img", img_key: "a", alt: text(""), size: "huge" })],
    ["other-version", "body.elements[0].extra", v2({ tag: "div", text: text("a"), extra: { tag: "button" } })],
    [
      "range",
      "body.elements[0].img_list",
      v2({ tag: "img_combination", combination_mode: "triple", img_list: [{ img_key: "a" }] }),
    ],
    [
      "choice",
      "body.elements[0].combination_mode",
      v2({ tag: "img_combination", combination_mode: "quad", img_list: [] }),
    ],
    ["required", "body.elements[0].user_id", v2({ tag: "person" })],
    ["required", "body.elements[0].persons[0].id", v2({ tag: "person_list", persons: [{ id: "" }] })],
    ["chart", "body.elements[0].chart_spec", v2({ tag: "chart", chart_spec: "{}" })],
    ["chart", "body.elements[0].chart_spec.type", v2({ tag: "chart", chart_spec: {} })],
    ["range", "body.elements[0].page_size", v2({ tag: "table", columns: [], rows: [], page_size: 11 })],
    ["required", "body.elements[0].columns[0].name", v2({ tag: "table", columns: [{ display_name: "a" }], rows: [] })],
    [
      "unique",
      "body.elements[0].columns[1].name",
      v2({ tag: "table", columns: [{ name: "a" }, { name: "a" }], rows: [] }),
    ],
    [
      "choice",
      "body.elements[0].columns[0].data_type",
      v2({ tag: "table", columns: [{ name: "a", data_type: "money" }], rows: [] }),
    ],
    ["table-rows", "body.elements[0].rows", v2({ tag: "table", columns: [], rows: {} })],
    ["table-rows", "body.elements[0].rows[0]", v2({ tag: "table", columns: [], rows: ["a"] })],
    ["table-columns", "body.elements[0].rows[0].b", v2({ tag: "table", columns: [{ name: "a" }], rows: [{ b: 1 }] })],
    [
      "table-rows",
      "body.elements[0].rows[0].a",
      v2({ tag: "table", columns: [{ name: "a", data_type: "number" }], rows: [{ a: "1" }] }),
    ],
    [
      "table-rows",
      "body.elements[0].rows[0].a",
      v2({ tag: "table", columns: [{ name: "a", data_type: "date" }], rows: [{ a: "2024-01-01" }] }),
    ],
    ["audio-forward", "body.elements[0]", v2({ tag: "audio", file_key: "a" })],
    [
      "audio-id",
      "body.elements[1].audio_id",
      {
        schema: "2.0",
        config: { enable_forward: false },
        body: {
          elements: [
            { tag: "audio", file_key: "a", audio_id: "x" },
            { tag: "audio", file_key: "b", audio_id: "x" },
          ],
        },
      },
    ],
  ])("breaks %s at %s", (rule, path, card) => {
    expect(checkCard(card)).toMatchObject([{ rule, path }]);
  });
});

describe("a fault", () => {
  it("says what the platform would show and answer, what is wrong, and what mends it", () => {
    expect(checkCard(v2({ tag: "note", elements: [] }))).toEqual([
      {
        path: "body.elements[0].tag",
        rule: "tag-of-json-1",
        clientCode: 200673,
        apiCode: 200861,
        problem: "Only JSON 1.0 knows note",
        mend: 'Use a div whose text has "text_size": "notation" and "text_color": "grey".',
      },
    ]);
  });

  it.each<[clientCode: number, apiCode: number, card: unknown]>([
    [200530, 200530, form({ tag: "input" })],
    [200673, 200860, v2({ tag: "markdown", content: "x".repeat(30 * 1024) })],
    [200673, 300302, { schema: "2.0", config: { update_multi: false } }],
    [200673, 300301, v2({ tag: "hr", element_id: "a" }, { tag: "hr", element_id: "a" })],
    [200673, 200570, v2({ tag: "img", img_key: "", alt: text("") })],
    [200673, 200550, v2({ tag: "chart", chart_spec: [] })],
    [200673, 200915, v2({ tag: "table", columns: [], rows: [{ a: 1 }] })],
    [200673, 300220, v2({ tag: "audio", file_key: "a" })],
    [200673, 200380, { type: "template", data: {} }],
  ])("has the codes of the documentation: %i, %i", (clientCode, apiCode, card) => {
    expect(checkCard(card)).toMatchObject([{ clientCode, apiCode }]);
  });

  it("stands beside all others, up to a hundred", () => {
    expect(checkCard(v2({ tag: "button", text: "a", colour: 1 }, { tag: "note" })).map(({ path }) => path)).toEqual([
      "body.elements[0].text",
      "body.elements[0].colour",
      "body.elements[1].tag",
    ]);
    expect(checkCard(v2(...Array.from({ length: 150 }, () => ({ tag: "x" }))))).toHaveLength(100);
  });

  it.each<[string, (inner: object) => object]>([
    ["objects in a form", (inner) => ({ elements: [inner] })],
    ["columns", (inner) => ({ tag: "column", elements: [inner] })],
    ["actions", (inner) => ({ tag: "action", actions: [inner] })],
    ["extras", (inner) => ({ tag: "div", extra: inner })],
    ["buttons of checkers", (inner) => ({ tag: "checker", button_area: { buttons: [inner] } })],
  ])("is all that comes of %s in each other, however many", (_, wrap) => {
    for (const depth of [20, 500, 1_000, 1_500, 2_000, 10_000]) {
      let inner: object = { tag: "hr" };
      for (let level = 0; level < depth; level++) inner = wrap(inner);

      expect(checkCard(form(inner)).length).toBeGreaterThan(0);
      expect(checkCard(v1(inner)).length).toBeGreaterThan(0);
    }
  });

  it("is found in what would be sent, not in what is left away", () => {
    const sent = {
      tag: "markdown",
      content: "a",
      text_size: undefined,
      toJSON: () => ({ tag: "markdown", content: "b" }),
    };

    expect(checkCard(v2(sent))).toEqual([]);
  });

  it("shows little of the card's own text, and nothing that would break a line of a log", () => {
    const [fault] = checkCard(v2({ tag: "button", type: "x".repeat(5000) }));

    expect(fault?.problem.length).toBeLessThan(100);
    expect(checkCard(v2({ tag: "hr", "a\nb": 1 }))[0]?.path).toBe('body.elements[0]["a\\nb"]');
    expect(checkCard({ schema: "2.0", ["x".repeat(5000)]: 1 })[0]?.path.length).toBeLessThan(100);
  });
});
