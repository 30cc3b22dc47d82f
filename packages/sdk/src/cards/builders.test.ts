import { describe, expect, it } from "vitest";
import {
  action,
  button,
  callback,
  card,
  collapsiblePanel,
  column,
  columnSet,
  confirm,
  form,
  header,
  hr,
  img,
  input,
  interactiveContainer,
  markdown,
  messageCard,
  note,
  option,
  plainText,
  selectStatic,
  textTag,
} from "../entry/cards.ts";

describe("a built component is the plain JSON that the platform takes", () => {
  it("with plain text objects where a string was given", () => {
    expect(button({ text: "OK", hover_tips: plainText("Go on"), behaviors: [callback({ go: 1 })] })).toEqual({
      tag: "button",
      text: { tag: "plain_text", content: "OK" },
      hover_tips: { tag: "plain_text", content: "Go on" },
      behaviors: [{ type: "callback", value: { go: 1 } }],
    });
    expect(img({ img_key: "img_1", alt: "" }).alt).toEqual({ tag: "plain_text", content: "" });
  });

  it("with texts of options and confirmations", () => {
    expect(selectStatic({ options: [option("A", "a")], confirm: confirm("Sure?", "It counts.") })).toEqual({
      tag: "select_static",
      options: [{ text: { tag: "plain_text", content: "A" }, value: "a" }],
      confirm: { title: { tag: "plain_text", content: "Sure?" }, text: { tag: "plain_text", content: "It counts." } },
    });
  });

  it("in containers, beside JSON written by hand", () => {
    const made = columnSet({ columns: [column({ elements: [markdown("a"), { tag: "hr" }, hr()] })] });

    expect(made).toEqual({
      tag: "column_set",
      columns: [{ tag: "column", elements: [{ tag: "markdown", content: "a" }, { tag: "hr" }, { tag: "hr" }] }],
    });
  });

  it("in panels and interactive containers, with their own texts", () => {
    expect(collapsiblePanel({ header: { title: "More" }, elements: [] }).header.title).toEqual(plainText("More"));
    expect(interactiveContainer({ behaviors: [], elements: [], hover_tips: "Go" }).hover_tips).toEqual(plainText("Go"));
  });
});

describe("a built card", () => {
  it("of JSON 2.0 has its schema, and its elements in the body", () => {
    const built = card({
      config: { streaming_mode: true },
      header: { title: "Hi", template: "green", text_tag_list: [textTag("new", "red")] },
      body: { padding: "12px" },
      cardLink: { url: "https://example.com" },
      elements: [form({ name: "f", elements: [input({ name: "a" })] })],
    });

    expect(built).toEqual({
      schema: "2.0",
      config: { streaming_mode: true },
      card_link: { url: "https://example.com" },
      header: {
        title: plainText("Hi"),
        template: "green",
        text_tag_list: [{ tag: "text_tag", text: plainText("new"), color: "red" }],
      },
      body: { padding: "12px", elements: [{ tag: "form", name: "f", elements: [{ tag: "input", name: "a" }] }] },
    });
  });

  it("of JSON 1.0 has its elements at the top", () => {
    const built = messageCard({
      header: header({ title: "Hi" }),
      elements: [action([button({ text: "OK" })], { layout: "flow" }), note([plainText("small")])],
      i18nElements: { en_us: [hr()] },
      cardLink: { url: "https://example.com" },
    });

    expect(built).toEqual({
      card_link: { url: "https://example.com" },
      header: { title: plainText("Hi") },
      elements: [
        { tag: "action", actions: [{ tag: "button", text: plainText("OK") }], layout: "flow" },
        { tag: "note", elements: [plainText("small")] },
      ],
      i18n_elements: { en_us: [{ tag: "hr" }] },
    });
  });

  it("survives being built again from its own parts", () => {
    const once = header({ title: "Hi", subtitle: "there" });

    expect(header(once)).toEqual(once);
  });
});
