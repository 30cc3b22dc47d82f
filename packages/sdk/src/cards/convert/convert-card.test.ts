import { describe, expect, it } from "vitest";
import { checkCard, convertCard, larkMd, plainText } from "../../entry/cards.ts";
import { LarkwireError } from "../../errors.ts";

const shared = { config: { update_multi: true } };

/** The elements that these become; nothing may be wrong with them, and nothing lost. */
function converted(...elements: readonly unknown[]): unknown {
  const { card, notes } = convertCard({ ...shared, elements });
  expect(notes).toEqual([]);
  expect(checkCard(card)).toEqual([]);
  return card.body?.elements;
}

/** What is noted of these elements; still nothing may be wrong with what they become. */
function noted(...elements: readonly unknown[]): { readonly elements: unknown; readonly paths: readonly string[] } {
  const { card, notes } = convertCard({ ...shared, elements });
  expect(checkCard(card)).toEqual([]);
  return { elements: card.body?.elements, paths: notes.map(({ path }) => path) };
}

const button = (rest: object) => ({ tag: "button", text: plainText("Go"), ...rest });
const options = [{ text: plainText("A"), value: "a" }];

describe("what a click does becomes behaviors", () => {
  it.each([
    ["value", { value: { a: 1 } }, { behaviors: [{ type: "callback", value: { a: 1 } }] }],
    ["a text as value", { value: "a" }, { behaviors: [{ type: "callback", value: "a" }] }],
    ["url", { url: "https://a.example" }, { behaviors: [{ type: "open_url", default_url: "https://a.example" }] }],
    [
      "multi_url",
      { multi_url: { url: "https://a.example", pc_url: "https://pc.example", ios_url: "" } },
      { behaviors: [{ type: "open_url", default_url: "https://a.example", pc_url: "https://pc.example" }] },
    ],
    [
      "multi_url without url",
      { multi_url: { pc_url: "https://p.example", ios_url: "https://i.example", android_url: "https://a.example" } },
      {
        behaviors: [
          {
            type: "open_url",
            default_url: "https://p.example",
            pc_url: "https://p.example",
            ios_url: "https://i.example",
            android_url: "https://a.example",
          },
        ],
      },
    ],
    [
      "both, with complex_interaction",
      { url: "https://a.example", value: { a: 1 }, complex_interaction: true },
      {
        behaviors: [
          { type: "open_url", default_url: "https://a.example" },
          { type: "callback", value: { a: 1 } },
        ],
      },
    ],
    ["nothing", { action_type: "request" }, {}],
    ["behaviors", { behaviors: [{ type: "callback", value: {} }] }, { behaviors: [{ type: "callback", value: {} }] }],
  ])("from %s", (_name, before, after) => {
    expect(converted({ tag: "action", actions: [button(before)] })).toEqual([button(after)]);
  });

  it("and notes a value that never counted", () => {
    const { elements, paths } = noted({ tag: "action", actions: [button({ url: "https://a.example", value: {} })] });

    expect(elements).toEqual([button({ behaviors: [{ type: "open_url", default_url: "https://a.example" }] })]);
    expect(paths).toEqual(["elements[0].actions[0].value"]);
  });

  it("of menus and pickers too, and a line that leads somewhere keeps its page", () => {
    const line = { text: plainText("Open"), url: "https://a.example" };

    expect(
      converted({ tag: "action", actions: [{ tag: "overflow", value: { a: 1 }, options: [...options, line] }] }),
    ).toEqual([
      {
        tag: "overflow",
        options: [...options, { text: plainText("Open"), multi_url: { url: "https://a.example" } }],
        behaviors: [{ type: "callback", value: { a: 1 } }],
      },
    ]);
  });

  it("in forms, where buttons submit and reset", () => {
    const form = (...buttons: object[]) => ({ tag: "form", name: "f", elements: buttons });

    expect(
      converted(
        form(
          button({ name: "s", action_type: "form_submit", required: true }),
          button({ name: "r", action_type: "form_reset" }),
          button({ name: "b", behaviors: [{ type: "form_action", behavior: "submit" }] }),
        ),
      ),
    ).toEqual([
      {
        ...form(
          button({ name: "s", form_action_type: "submit" }),
          button({ name: "r", form_action_type: "reset" }),
          button({ name: "b", form_action_type: "submit" }),
        ),
        vertical_spacing: "16px",
      },
    ]);
  });
});

describe("an action module", () => {
  const columns = (width: object) =>
    [1, 2].map((value) => ({
      tag: "column",
      ...width,
      elements: [button({ behaviors: [{ type: "callback", value: { value } }] })],
    }));

  it.each([
    [undefined, "flow", { width: "auto" }],
    ["flow", "flow", { width: "auto" }],
    ["bisected", "bisect", { width: "weighted", weight: 1 }],
    ["trisection", "trisect", { width: "weighted", weight: 1 }],
  ])("with the layout %s becomes columns", (layout, flex_mode, width) => {
    const actions = [1, 2].map((value) => button({ value: { value } }));

    expect(converted({ tag: "action", actions, layout })).toEqual([
      { tag: "column_set", flex_mode, horizontal_spacing: "8px", columns: columns(width) },
    ]);
  });
});

describe("a note becomes small grey text", () => {
  const small = { text_size: "notation", text_color: "grey" } as const;

  it("with the icon or image that stood before it", () => {
    const img = { tag: "img", img_key: "img_1", alt: plainText("") };

    expect(converted({ tag: "note", elements: [img, plainText("Sent by the bot")] })).toEqual([
      {
        tag: "div",
        icon: { tag: "custom_icon", img_key: "img_1" },
        text: plainText("Sent by the bot", small),
      },
    ]);
  });

  it("side by side where there are several, and images of their own", () => {
    const icon = { tag: "standard_icon", token: "chat_outlined" };
    const img = { tag: "img", img_key: "img_1", alt: plainText("") };

    expect(converted({ tag: "note", elements: [icon, larkMd("**a**"), plainText("b"), img] })).toEqual([
      {
        tag: "column_set",
        flex_mode: "flow",
        horizontal_spacing: "8px",
        columns: [
          { tag: "div", icon, text: larkMd("**a**", small) },
          { tag: "div", text: plainText("b", small) },
          { ...img, size: "tiny" },
        ].map((element) => ({ tag: "column", width: "auto", elements: [element] })),
      },
    ]);
  });
});

describe("display components", () => {
  it("keep what both versions have, under the names of today", () => {
    expect(
      converted(
        {
          tag: "div",
          text: { tag: "plain_text", content: "Hi", i18n: { zh_cn: "你好" } },
          fields: [{ text: larkMd("a") }],
        },
        { tag: "person_list", persons: [{ id: "ou_1" }], ud_icon: { token: "chat_outlined", style: { color: "red" } } },
        {
          tag: "column_set",
          horizontal_spacing: "large",
          columns: [{ tag: "column", vertical_spacing: "large", elements: [] }],
        },
        { tag: "hr" },
      ),
    ).toEqual([
      { tag: "div", text: plainText("Hi", { i18n_content: { zh_cn: "你好" } }), fields: [{ text: larkMd("a") }] },
      {
        tag: "person_list",
        persons: [{ id: "ou_1" }],
        icon: { tag: "standard_icon", token: "chat_outlined", color: "red" },
      },
      {
        tag: "column_set",
        horizontal_spacing: "extra_large",
        columns: [{ tag: "column", vertical_spacing: "extra_large", elements: [] }],
      },
      { tag: "hr" },
    ]);
  });

  it("let an image reach the card's edges by a margin, and size it by today's names", () => {
    const img = { tag: "img", img_key: "img_1", alt: plainText("") };

    expect(
      converted(
        { ...img, size: "stretch_without_padding" },
        { ...img, mode: "crop_center" },
        { ...img, mode: "small" },
      ),
    ).toEqual([
      { ...img, margin: "0 -12px" },
      { ...img, scale_type: "crop_center" },
      { ...img, scale_type: "crop_center", size: "small" },
    ]);
    expect(noted({ ...img, custom_width: 300 })).toEqual({ elements: [img], paths: ["elements[0].custom_width"] });
  });

  it("put what stood beside a text into a column", () => {
    expect(converted({ tag: "div", text: plainText("Hi"), extra: button({ value: { a: 1 } }) })).toEqual([
      {
        tag: "column_set",
        columns: [
          { tag: "column", width: "weighted", weight: 1, elements: [{ tag: "div", text: plainText("Hi") }] },
          { tag: "column", width: "auto", elements: [button({ behaviors: [{ type: "callback", value: { a: 1 } }] })] },
        ],
      },
    ]);
  });

  it("write the addresses of named links into the text, and note those by platform", () => {
    const href = { urlVal: { url: "https://a.example", pc_url: "https://pc.example" } };

    expect(noted({ tag: "markdown", content: "[a]($urlVal) [b]($other)", href })).toEqual({
      elements: [{ tag: "markdown", content: "[a](https://a.example) [b]($other)" }],
      paths: ["elements[0].href"],
    });
  });

  it("take the markup out of the text of buttons, with a note", () => {
    expect(noted({ tag: "action", actions: [{ tag: "button", text: larkMd("**Go**") }] })).toEqual({
      elements: [{ tag: "button", text: plainText("**Go**") }],
      paths: ["elements[0].actions[0].text"],
    });
  });
});

it("converts what stands in containers, and leaves the room that they had", () => {
  const inner = { tag: "note", elements: [plainText("a")] };
  const after = { tag: "div", text: plainText("a", { text_size: "notation", text_color: "grey" }) };
  const behaviors = [{ type: "callback", value: {} }];
  const title = { tag: "plain_text", content: "More", i18n: { zh_cn: "更多" } };

  expect(
    converted(
      { tag: "interactive_container", behaviors, elements: [inner] },
      { tag: "collapsible_panel", header: { title }, elements: [inner] },
      { tag: "checker", behaviors, button_area: { buttons: [button({ value: { a: 1 } })] } },
    ),
  ).toEqual([
    { tag: "interactive_container", vertical_spacing: "12px", behaviors, elements: [after] },
    {
      tag: "collapsible_panel",
      header: { title: plainText("More", { i18n_content: { zh_cn: "更多" } }) },
      elements: [after],
    },
    {
      tag: "checker",
      behaviors,
      button_area: { buttons: [button({ behaviors: [{ type: "callback", value: { a: 1 } }] })] },
    },
  ]);
});

describe("the card itself", () => {
  it("gets a schema, a body, and the settings and the header of today", () => {
    const { card, notes } = convertCard({
      config: { update_multi: true, wide_screen_mode: true, compact_width: true, enable_forward: false },
      card_link: { url: "https://a.example" },
      header: { title: plainText("Hi"), template: "green", ud_icon: { token: "chat_outlined" } },
    });

    expect(notes).toEqual([]);
    expect(card).toEqual({
      schema: "2.0",
      config: { width_mode: "compact", enable_forward: false },
      card_link: { url: "https://a.example" },
      header: { title: plainText("Hi"), template: "green", icon: { tag: "standard_icon", token: "chat_outlined" } },
      body: { elements: [] },
    });
    expect(checkCard(card)).toEqual([]);
  });

  it("shows a subtitle as the title where there is none, and an image beside it", () => {
    const { card } = convertCard({ header: { subtitle: plainText("Hi"), icon: { img_key: "img_1" } } });

    expect(card.header).toEqual({ title: plainText("Hi"), icon: { tag: "custom_icon", img_key: "img_1" } });
  });

  it("is shared from now on, which is noted where it was not", () => {
    const paths = (config: object) => convertCard({ config, elements: [] }).notes.map(({ path }) => path);

    expect(paths({ update_multi: false })).toEqual(["config.update_multi"]);
    expect(paths({})).toEqual(["config.update_multi"]);
    expect(paths({ update_multi: true })).toEqual([]);
  });

  it("loses its fallback, unknown components, and what JSON 1.0 ignored, with notes", () => {
    const { card, notes } = convertCard({
      ...shared,
      fallback: { trigger_conditions: [] },
      elements: [{ tag: "blink" }, null, { tag: "hr", color: "red" }],
    });

    expect(card.body?.elements).toEqual([{ tag: "hr" }]);
    expect(notes.map(({ path }) => path)).toEqual(["fallback", "elements[0]", "elements[1]", ""]);
    expect(notes.at(-1)?.problem).toContain("body.elements[0].color");
  });

  it("loses however much JSON 1.0 ignored, whatever its name", () => {
    const { card, notes } = convertCard({ ...shared, elements: Array(150).fill({ tag: "hr", "a.b[0]": 1, "": 2 }) });

    expect(card.body?.elements).toEqual(Array(150).fill({ tag: "hr" }));
    expect(notes).toHaveLength(300);
  });

  it("loses the style of images to choose and what old clients show of a field, with notes", () => {
    const choice = { tag: "select_img", options: [{ img_key: "img_1", value: "a" }] };

    expect(noted({ ...choice, style: "laser" }, { tag: "input", fallback: { tag: "fallback_text" } })).toEqual({
      elements: [choice, { tag: "input" }],
      paths: ["elements[0].style", "elements[1].fallback"],
    });
  });

  it("shows the markup above an image, with a note", () => {
    const img = { tag: "img", img_key: "img_1", alt: plainText("") };

    expect(noted({ ...img, title: larkMd("**a**") })).toEqual({
      elements: [{ ...img, title: plainText("**a**") }],
      paths: ["elements[0].title"],
    });
  });

  it("loses what JSON 1.0 ignored also where much else is wrong", () => {
    const wrong = { tag: "button", type: "round", size: "huge" };
    const { card } = convertCard({ ...shared, elements: [...Array(60).fill(wrong), { tag: "hr", color: "red" }] });

    expect(card.body?.elements?.at(-1)).toEqual({ tag: "hr" });
  });

  it("loses 30,000 properties in little time", () => {
    const began = performance.now();
    const { notes } = convertCard({ ...shared, elements: Array(10_000).fill({ tag: "hr", a: 1, b: 2, c: 3 }) });

    expect(notes).toHaveLength(30_000);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("stays as it is when it is of JSON 2.0 already", () => {
    const card = { schema: "2.0", body: { elements: [{ tag: "hr", unknown: 1 }] } };

    expect(convertCard(card)).toEqual({ card, notes: [] });
  });
});

describe("a card in several languages", () => {
  const inLanguages = (en_us: object[], zh_cn: object[]) => convertCard({ ...shared, i18n_elements: { en_us, zh_cn } });

  it("becomes one whose texts are in several languages", () => {
    const action = (text: string) => ({
      tag: "action",
      actions: [{ tag: "button", text: plainText(text), value: { content: 1 } }],
    });
    const { card, notes } = inLanguages(
      [{ tag: "markdown", content: "Hi" }, action("Go")],
      [{ tag: "markdown", content: "你好" }, action("去")],
    );

    expect(notes).toEqual([]);
    expect(checkCard(card)).toEqual([]);
    expect(card.body?.elements).toEqual([
      { tag: "markdown", content: "Hi", i18n_content: { en_us: "Hi", zh_cn: "你好" } },
      {
        tag: "button",
        text: plainText("Go", { i18n_content: { en_us: "Go", zh_cn: "去" } }),
        behaviors: [{ type: "callback", value: { content: 1 } }],
      },
    ]);
  });

  it("is noted where the languages differ in more, also in what the app gets", () => {
    const hi = { tag: "markdown", content: "Hi" };
    const go = (content: string) => ({ tag: "action", actions: [button({ value: { content } })] });

    for (const [en, zh] of [
      [[hi], [hi, { tag: "hr" }]],
      [[hi], [{ tag: "hr" }]],
      [[go("a")], [go("b")]],
    ] as const) {
      const { card, notes } = inLanguages([...en], [...zh]);
      expect(notes.map(({ path }) => path)).toEqual(["i18n_elements"]);
      expect(card.body?.elements).toHaveLength(1);
    }
  });

  it("has headers in one as well", () => {
    const { card, notes } = convertCard({
      ...shared,
      i18n_header: { en_us: { title: plainText("Hi") }, zh_cn: { title: plainText("你好") } },
    });

    expect(notes).toEqual([]);
    expect(card.header).toEqual({ title: plainText("Hi", { i18n_content: { en_us: "Hi", zh_cn: "你好" } }) });
  });
});

describe("whatever is given", () => {
  const nested = (levels: number): object => (levels === 0 ? {} : { tag: "column", elements: [nested(levels - 1)] });
  const cycle: { elements: unknown[] } = { elements: [] };
  cycle.elements.push(cycle);

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a list", []],
    ["a text", "{}"],
    ["a function", () => ({})],
    ["a cycle", cycle],
    ["a BigInt", { elements: [1n] }],
    ["something deep", nested(100)],
    ["something very deep", JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)],
    ["something large", { elements: ["x".repeat(2 ** 21)] }],
    [
      "something that throws",
      {
        toJSON: () =>
          Object.assign(
            {},
            null,
            (() => {
              throw new Error("no");
            })(),
          ),
      },
    ],
  ])("is refused with a code when it is no card: %s", (_name, card) => {
    expect(() => convertCard(card)).toThrow(expect.objectContaining({ code: "CARD_INVALID" }));
    expect(() => convertCard(card)).toThrow(LarkwireError);
  });

  it("is taken with any content, and nothing leaks out of it", () => {
    const junk = [1, "x", null, [], { tag: "__proto__" }, { tag: 7 }, { tag: "action", actions: { length: 9 } }];
    const polluted = JSON.parse(
      '{"__proto__":{"tag":"hr"},"config":{"__proto__":{"polluted":1}},"elements":[{"tag":"div","__proto__":{"text":1}}]}',
    );

    expect(convertCard({ elements: junk }).card.body?.elements).toEqual([]);
    expect(convertCard(polluted).card.body?.elements).toEqual([{ tag: "div" }]);
    expect({}).not.toHaveProperty("polluted");
    for (const part of ["config", "header", "elements", "i18n_elements", "i18n_header", "card_link", "fallback"]) {
      for (const value of [...junk, { a: 1 }]) expect(convertCard({ [part]: value }).card.schema).toBe("2.0");
    }
  });

  it("is not changed", () => {
    const card = { ...shared, elements: [{ tag: "action", actions: [button({ value: { a: 1 } })] }] };
    const before = structuredClone(card);

    expect(convertCard(card)).toEqual(convertCard(before));
    expect(card).toEqual(before);
  });
});
