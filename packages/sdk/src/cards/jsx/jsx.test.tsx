import { describe, expect, it } from "vitest";
import * as cards from "../../entry/cards.ts";
import { Fragment, type JSX, jsx } from "../../entry/jsx-runtime.ts";
import { LarkwireError } from "../../errors.ts";

const { markdown, option, plainText } = cards;
const behaviors = [cards.callback({ go: 1 })];
const image = { img_key: "img_1", alt: "A picture" };
const options = [option("A", "a"), option("B", "b")];
const columns = [{ name: "city" }];

/** JSX for each tag, and the builder's call that makes the same. */
const pairs: { readonly [Tag in keyof JSX.IntrinsicElements]: readonly [JSX.Element, object] } = {
  action: [
    <action layout="flow">
      <button value={{ go: 1 }}>Go</button>
    </action>,
    cards.action([{ ...cards.button({ text: "Go" }), value: { go: 1 } }], { layout: "flow" }),
  ],
  audio: [<audio file_key="file_1" show_time />, cards.audio({ file_key: "file_1", show_time: true })],
  button: [
    <button type="primary" hover_tips="Go on" behaviors={behaviors}>
      Go {7}
    </button>,
    cards.button({ text: "Go 7", type: "primary", hover_tips: "Go on", behaviors }),
  ],
  card: [
    <card
      config={{ streaming_mode: true }}
      header={{ title: "Hi", subtitle: "there" }}
      body={{ padding: "12px" }}
      cardLink={{ url: "https://example.com" }}
    >
      <hr />
    </card>,
    cards.card({
      config: { streaming_mode: true },
      header: { title: "Hi", subtitle: "there" },
      body: { padding: "12px" },
      cardLink: { url: "https://example.com" },
      elements: [cards.hr()],
    }),
  ],
  chart: [
    <chart chart_spec={{ type: "bar" }} height="80px" />,
    cards.chart({ chart_spec: { type: "bar" }, height: "80px" }),
  ],
  checker: [
    <checker name="done" checked>
      <lark_md>**Done**</lark_md>
    </checker>,
    cards.checker({ name: "done", checked: true, text: cards.larkMd("**Done**") }),
  ],
  collapsible_panel: [
    <collapsible_panel header={{ title: "More" }} expanded>
      <markdown>inside</markdown>
    </collapsible_panel>,
    cards.collapsiblePanel({ header: { title: "More" }, expanded: true, elements: [markdown("inside")] }),
  ],
  column: [
    <column width="weighted" weight={2}>
      <markdown>inside</markdown>
    </column>,
    cards.column({ width: "weighted", weight: 2, elements: [markdown("inside")] }),
  ],
  column_set: [
    <column_set flex_mode="flow">
      <column />
      <column>
        <hr />
      </column>
    </column_set>,
    cards.columnSet({
      flex_mode: "flow",
      columns: [cards.column({ elements: [] }), cards.column({ elements: [cards.hr()] })],
    }),
  ],
  custom_icon: [<custom_icon img_key="img_1" />, cards.customIcon("img_1")],
  date_picker: [
    <date_picker placeholder="Day" initial_date="2026-01-31" />,
    cards.datePicker({ placeholder: "Day", initial_date: "2026-01-31" }),
  ],
  div: [
    <div icon={<standard_icon token="chat_outlined" />}>Text</div>,
    cards.div({ text: "Text", icon: cards.icon("chat_outlined") }),
  ],
  form: [
    <form name="leave">
      <input name="reason" label="Reason" />
    </form>,
    cards.form({ name: "leave", elements: [cards.input({ name: "reason", label: "Reason" })] }),
  ],
  hr: [<hr margin="4px 0" />, cards.hr({ margin: "4px 0" })],
  img: [<img {...image} size="small" />, cards.img({ ...image, size: "small" })],
  img_combination: [
    <img_combination combination_mode="double" img_list={[{ img_key: "img_1" }]} />,
    cards.imgCombination({ combination_mode: "double", img_list: [{ img_key: "img_1" }] }),
  ],
  input: [<input name="reason" required />, cards.input({ name: "reason", required: true })],
  interactive_container: [
    <interactive_container behaviors={behaviors} hover_tips="Go">
      <hr />
    </interactive_container>,
    cards.interactiveContainer({ behaviors, hover_tips: "Go", elements: [cards.hr()] }),
  ],
  lark_md: [<lark_md text_size="notation">**x**</lark_md>, cards.larkMd("**x**", { text_size: "notation" })],
  markdown: [
    <markdown text_align="center">
      **{1}** of {2}
    </markdown>,
    markdown("**1** of 2", { text_align: "center" }),
  ],
  message_card: [
    <message_card config={{ update_multi: true }} header={{ title: "Hi" }}>
      <hr />
    </message_card>,
    cards.messageCard({ config: { update_multi: true }, header: { title: "Hi" }, elements: [cards.hr()] }),
  ],
  multi_select_person: [
    <multi_select_person name="who" placeholder="Who?" />,
    cards.multiSelectPerson({ name: "who", placeholder: "Who?" }),
  ],
  multi_select_static: [
    <multi_select_static name="which" selected_values={["a"]}>
      <option value="a">A</option>
      <option value="b">B</option>
    </multi_select_static>,
    cards.multiSelectStatic({ name: "which", selected_values: ["a"], options }),
  ],
  note: [
    <note>
      <standard_icon token="chat_outlined" />
      Sent by {"bot"}
    </note>,
    cards.note([cards.icon("chat_outlined"), plainText("Sent by bot")]),
  ],
  option: [
    <option value="a" icon={cards.icon("chat_outlined")}>
      A
    </option>,
    option("A", "a", cards.icon("chat_outlined")),
  ],
  overflow: [
    <overflow width="fill">
      <option value="a">A</option>
      <option value="b">B</option>
    </overflow>,
    cards.overflow({ width: "fill", options }),
  ],
  person: [<person user_id="ou_1" show_name />, cards.person({ user_id: "ou_1", show_name: true })],
  person_list: [<person_list persons={[{ id: "ou_1" }]} />, cards.personList({ persons: [{ id: "ou_1" }] })],
  picker_datetime: [
    <picker_datetime initial_datetime="2026-01-31 09:30" />,
    cards.pickerDatetime({ initial_datetime: "2026-01-31 09:30" }),
  ],
  picker_time: [<picker_time initial_time="09:30" />, cards.pickerTime({ initial_time: "09:30" })],
  plain_text: [
    <plain_text i18n_content={{ zh_cn: "好" }}>OK</plain_text>,
    plainText("OK", { i18n_content: { zh_cn: "好" } }),
  ],
  select_img: [
    <select_img layout="bisect">
      <option img_key="img_1" value="a" hover_tips="This one" />
    </select_img>,
    cards.selectImg({
      layout: "bisect",
      options: [{ img_key: "img_1", value: "a", hover_tips: plainText("This one") }],
    }),
  ],
  select_person: [
    <select_person>
      <option value="ou_1" />
    </select_person>,
    cards.selectPerson({ options: [{ value: "ou_1" }] }),
  ],
  select_static: [
    <select_static placeholder="Which?" initial_option="a">
      {["A", "B"].map((name) => (
        <option key={name} value={name.toLowerCase()}>
          {name}
        </option>
      ))}
    </select_static>,
    cards.selectStatic({ placeholder: "Which?", initial_option: "a", options }),
  ],
  standard_icon: [<standard_icon token="chat_outlined" color="blue" />, cards.icon("chat_outlined", "blue")],
  table: [
    <table columns={columns} rows={[{ city: "Chengdu" }]} />,
    cards.table({ columns, rows: [{ city: "Chengdu" }] }),
  ],
  text_tag: [<text_tag color="red">new</text_tag>, cards.textTag("new", "red")],
};

describe.each(Object.entries(pairs))("<%s>", (_tag, [made, built]) => {
  it("makes what its builder makes", () => expect(made).toEqual(built));
});

describe("children", () => {
  it("are laid flat, without what is false or missing", () => {
    const nobody: string = "";
    const Both = () => (
      <>
        <hr />
        {markdown("built")}
      </>
    );
    const column = (
      <column>
        {false}
        {null}
        {undefined}
        {nobody && <hr />}
        {[<hr />, [<hr />, false]]}
        <Both />
        {{ tag: "markdown", content: "by hand" }}
      </column>
    );

    expect(column).toEqual({
      tag: "column",
      elements: [
        { tag: "hr" },
        { tag: "hr" },
        { tag: "hr" },
        { tag: "markdown", content: "built" },
        { tag: "markdown", content: "by hand" },
      ],
    });
  });

  it("that are text are joined, numbers with them", () => {
    expect(
      <markdown>
        {0} of {10n.toString()}
        {false}
        {["!", "?"]}
      </markdown>,
    ).toEqual(markdown("0 of 10!?"));
  });

  it("win over an attribute of the same meaning", () => {
    expect(<button text="attribute">child</button>).toEqual(cards.button({ text: "child" }));
  });
});

describe("a function as a tag", () => {
  const Fact = ({ name, children }: { name: string; children: JSX.Element }) => (
    <column>
      <markdown>**{name}**</markdown>
      {children}
    </column>
  );
  const Rows = ({ count }: { count: number }) => Array.from({ length: count }, (_, row) => markdown(`row ${row}`));
  const Nothing = () => null;

  it("gets its attributes and children, and stands for what it returns", () => {
    expect(
      <card>
        <column_set>
          <Fact name="Build">
            <hr />
          </Fact>
        </column_set>
        <Rows count={2} />
        <Nothing />
      </card>,
    ).toEqual(
      cards.card({
        elements: [
          cards.columnSet({ columns: [cards.column({ elements: [markdown("**Build**"), cards.hr()] })] }),
          markdown("row 0"),
          markdown("row 1"),
        ],
      }),
    );
  });
});

it("leaves a key out, also one that comes with a spread", () => {
  const row = { key: "7", content: "a" };

  expect(jsx("hr", { ...row, margin: "4px" } as object)).toEqual({ tag: "hr", content: "a", margin: "4px" });
  expect(jsx(({ ...attributes }: object) => attributes, row as object)).toEqual({ content: "a" });
});

describe("what cannot be made is refused with a code", () => {
  const refusal = (make: () => unknown) => {
    try {
      make();
    } catch (error) {
      if (LarkwireError.is(error, "JSX_INVALID")) return error.message;
      throw error;
    }
    throw new Error("nothing was refused");
  };

  it("for a tag that the platform does not know", () => {
    const Gone = undefined;
    // @ts-expect-error there is no such tag
    expect(refusal(() => <textarea />)).toMatch("There is no component <textarea>");
    // @ts-expect-error neither is what objects inherit
    expect(refusal(() => <constructor />)).toMatch("<constructor>");
    // @ts-expect-error nor what was not imported
    expect(refusal(() => <Gone />)).toMatch("<undefined>");
  });

  it("for text where only components stand, and the other way round", () => {
    // @ts-expect-error text stands in markdown or div
    expect(refusal(() => <card>Hello</card>)).toMatch("Text cannot stand in <card> by itself");
    // @ts-expect-error so do numbers
    expect(refusal(() => <column>{0}</column>)).toMatch("Text cannot stand in <column>");
    expect(refusal(() => jsx("markdown", { children: <hr /> }))).toMatch("Only text can stand in <markdown>");
    expect(refusal(() => jsx("div", { children: ["a", <hr />] }))).toMatch("Only text can stand in <div>");
    expect(refusal(() => jsx("hr", { children: "x" }))).toMatch("Nothing can stand in <hr>");
  });

  it("for functions that make a piece later, whose failures are nobody's", async () => {
    const Later = async () => <hr />;
    const Never = async () => Promise.reject(new Error("the database is away"));

    // @ts-expect-error what is promised is no piece yet
    expect(refusal(() => <card>{[<Later />]}</card>)).toMatch("A promise cannot stand in a card: await it first");
    expect(refusal(() => jsx("card", { children: Never() }))).toMatch("A promise cannot stand");
    await new Promise(setImmediate);
  });

  it("for children that are no JSON", () => {
    expect(refusal(() => jsx("markdown", { children: () => "late" }))).toMatch("A function cannot stand");
    expect(refusal(() => jsx("card", { children: Symbol("s") }))).toMatch("A symbol cannot stand");
  });
});

it("makes several pieces without a parent", () => {
  expect(Fragment({ children: [<hr />, "x"] })).toEqual([{ tag: "hr" }, "x"]);
});
