import * as cards from "../entry/cards.ts";
import {
  action,
  type Button,
  button,
  type Card,
  callback,
  card,
  chart,
  checker,
  collapsiblePanel,
  column,
  columnSet,
  confirm,
  customIcon,
  datePicker,
  div,
  type Element,
  form,
  header,
  hr,
  icon,
  img,
  imgCombination,
  input,
  interactiveContainer,
  larkMd,
  markdown,
  messageCard,
  multiSelectPerson,
  multiSelectStatic,
  note,
  openUrl,
  option,
  overflow,
  person,
  personList,
  pickerDatetime,
  pickerTime,
  plainText,
  selectImg,
  selectPerson,
  selectStatic,
  table,
  textTag,
} from "../entry/cards.ts";
import type { JSX } from "../entry/jsx-runtime.ts";

const options = [option("A", "a"), option("B", "b", icon("chat_outlined"))];
const images = [{ img_key: "img_1", value: "a" }];
const behaviors = [callback({ go: 1 })];

const sendable = (_card: Card) => undefined;

// What the platform takes compiles: every component and container, in JSON 2.0,
card({
  config: {
    streaming_mode: true,
    streaming_config: {
      print_frequency_ms: { default: 30, pc: 50 },
      print_step: { default: 2 },
      print_strategy: "delay",
    },
    summary: { content: "Build 42", i18n_content: { zh_cn: "构建 42" } },
    locales: ["en_us", "zh_cn"],
    style: {
      text_size: { "my-size": { pc: "normal", mobile: "heading" } },
      color: { "my-blue": { light_mode: "rgba(1,2,3,1)", dark_mode: "rgba(3,2,1,1)" } },
    },
  },
  header: {
    title: "Build 42",
    subtitle: larkMd("**main**"),
    text_tag_list: [textTag("new", "carmine")],
    icon: customIcon("img_1"),
    padding: "12px 8px 12px 8px",
  },
  body: { direction: "horizontal", horizontal_spacing: "extra_large", vertical_align: "center", padding: "4px 0" },
  cardLink: { url: "https://example.com", pc_url: "lark://msgcard/unsupported_action" },
  elements: [
    cards.audio({ file_key: "file_1", time_position: "both_sides" }),
    button({
      text: "Go",
      type: "primary_filled",
      size: "tiny",
      width: "120px",
      behaviors: [...behaviors, openUrl("https://example.com")],
    }),
    chart({ chart_spec: { type: "bar" }, aspect_ratio: "2:1", color_theme: "converse" }),
    checker({
      text: larkMd("**Done**"),
      button_area: { pc_display_rule: "on_hover", buttons: [button({ text: "x" })] },
    }),
    collapsiblePanel({
      header: { title: markdown("**More**"), icon_expanded_angle: -180 },
      elements: [button({ text: "x" })],
    }),
    columnSet({
      flex_mode: "bisect",
      background_style: "blue-50",
      columns: [
        column({ width: "weighted", weight: 5, elements: [button({ text: "x" }), columnSet({ columns: [] })] }),
        column({
          elements: [markdown("a"), columnSet({ columns: [column({ elements: [hr()] }), column({ elements: [] })] })],
        }),
        { tag: "column", elements: [{ tag: "hr" }] },
      ],
    }),
    datePicker({ initial_date: "2026-01-31", confirm: confirm("Sure?", plainText("Yes")) }),
    div({
      text: plainText("a", { text_size: "my-size", text_color: "my-blue", lines: 2 }),
      icon: icon("chat_outlined"),
    }),
    div({ fields: [{ is_short: true, text: larkMd("a") }] }),
    hr({ margin: "-4px 0", element_id: "line" }),
    img({ img_key: "img_1", alt: "", size: "160px 90px", corner_radius: "50%" }),
    imgCombination({ combination_mode: "trisect", img_list: [{ img_key: "img_1" }], corner_radius: "8px" }),
    input({ input_type: "multiline_text", max_length: 500, label: "Why?", label_position: "left" }),
    interactiveContainer({
      behaviors,
      background_style: "laser",
      height: "100px",
      elements: [hr(), button({ text: "x" })],
    }),
    markdown("**a**", { text_align: "center", i18n_content: { zh_cn: "**甲**" }, text_size: "heading-1" }),
    overflow({ options: [...options, { text: plainText("x"), multi_url: { url: "https://example.com" } }] }),
    person({ user_id: "ou_1", style: "capsule", size: "extra_small" }),
    personList({ persons: [{ id: "ou_1" }], lines: 2 }),
    pickerDatetime({ initial_datetime: "2026-01-31 09:30" }),
    pickerTime({ initial_time: "09:30" }),
    selectImg({ options: images, layout: "trisect", aspect_ratio: "4:3" }),
    selectPerson({ options: [] }),
    selectStatic({ options, initial_index: 1, type: "text" }),
    table({
      columns: [
        { name: "a", data_type: "number", format: { precision: 2, symbol: "¥", separator: true } },
        { name: "b", data_type: "date", date_format: "YYYY-MM-DD" },
        { name: "c", data_type: "options", width: "20%" },
        { name: "d" },
      ],
      rows: [{ a: 1, b: 1_700_000_000_000, c: [{ text: "x", color: "red" }], d: "y" }],
      row_height: "40px",
      header_style: { bold: false, background_style: "grey" },
    }),
    form({
      name: "f",
      elements: [
        input({ name: "a", required: true }),
        multiSelectStatic({ name: "b", options, selected_values: ["a"] }),
        multiSelectPerson({ name: "c" }),
        selectImg({ name: "d", multi_select: true, options: images }),
        columnSet({ columns: [column({ elements: [multiSelectPerson({ name: "e" })] })] }),
        collapsiblePanel({ header: { title: "More" }, elements: [input({ name: "g" })] }),
        interactiveContainer({ behaviors, elements: [checker({ name: "h", text: "x" })] }),
        button({ name: "send", text: "Send", form_action_type: "submit" }),
      ],
    }),
  ],
});

// in JSON 1.0,
messageCard({
  config: { update_multi: false, width_mode: "compact" },
  header: { title: "Hi", ud_icon: { token: "chat_outlined", style: { color: "red" } } },
  i18nHeader: { zh_cn: { title: plainText("你好") } },
  fallback: { trigger_conditions: [{ type: "min_client_version", value: "7.4" }] },
  elements: [
    action([button({ text: "Go" }), { tag: "button", text: plainText("x"), url: "https://example.com" }], {
      layout: "bisected",
    }),
    action([
      { tag: "date_picker", value: "text" },
      { tag: "overflow", options, value: { a: 1 } },
    ]),
    { tag: "div", text: larkMd("a"), extra: { tag: "button", text: plainText("x"), value: {} } },
    { tag: "markdown", content: "[a]($urlVal)", href: { urlVal: { url: "https://example.com" } } },
    { tag: "img", img_key: "img_1", alt: plainText(""), mode: "fit_horizontal", custom_width: 300 },
    note([icon("chat_outlined"), plainText("small"), larkMd("**small**")]),
    columnSet({ columns: [column({ elements: [note([plainText("small")])] })] }),
    form({ name: "f", elements: [{ tag: "button", name: "b", text: plainText("x"), action_type: "form_submit" }] }),
    table({ columns: [], rows: [] }),
    hr(),
  ],
  i18nElements: { en_us: [hr()], zh_cn: [] },
});

// by helpers that may be given a name,
const press = (name?: string): Button => button({ name, text: "Press" });
card({ elements: [press(), press("press")] });

// written by hand, alone and beside what builders make,
const byHand: Card = {
  schema: "2.0",
  header: { title: { tag: "plain_text", content: "Hi" } },
  body: {
    elements: [
      { tag: "markdown", content: "**a**" },
      button({ text: "Go" }),
      { tag: "column_set", columns: [{ tag: "column", elements: [{ tag: "hr" }, hr()] }] },
      { tag: "form", name: "f", elements: [{ tag: "input", name: "a" }, button({ name: "b", text: "x" })] },
    ],
  },
};
messageCard({ header: { title: "Hi", icon: { img_key: "img_1" } }, elements: [action([], { layout: "default" })] });
messageCard({ elements: [action([{ tag: "button", text: larkMd("**Go**"), url: "https://example.com" }])] });
messageCard({ elements: [{ tag: "hr" }, action([]), { tag: "note", elements: [plainText("a")] }] });
card({ elements: byHand.body?.elements });
card({ header: header({ title: "Hi" }), elements: [] });
const element: Element = { tag: "hr" };
card({ elements: [element, ...[1, 2].map((n) => markdown(`${n}`))] });

// and as JSX, which stands wherever a piece of a card may.
const pressed: Button = <button name="b">x</button>;
sendable(
  <card header={{ title: <plain_text>Hi</plain_text> }}>
    <hr key={1} />
    {markdown("a")}
    {[pressed, false, null, undefined]}
    <form name="f">
      <input name="a" required />
      <select_static name="s">
        <option value="a" text="A" />
        {options}
      </select_static>
    </form>
  </card>,
);
card({ elements: [<hr />, <div icon={<standard_icon token="chat_outlined" />}>x</div>] });
messageCard({ elements: [<note>small</note>] });

// What the platform would refuse does not.

// The card:
// @ts-expect-error a card of JSON 2.0 says so
sendable({ body: { elements: [] } });
// @ts-expect-error no such schema
sendable({ schema: "3.0" });
// @ts-expect-error elements stand in the body
sendable({ schema: "2.0", elements: [] });
// @ts-expect-error a card of JSON 2.0 is shared
card({ config: { update_multi: false } });
// @ts-expect-error JSON 2.0 knows no wide_screen_mode
card({ config: { wide_screen_mode: true } });
// @ts-expect-error no such width
card({ config: { width_mode: "wide" } });
// @ts-expect-error a colour is given for light and dark mode
card({ config: { style: { color: { "my-blue": { light_mode: "rgba(1,2,3,1)" } } } } });
// @ts-expect-error no such language
card({ config: { locales: ["en-US"] } });
// @ts-expect-error a link is an object
card({ cardLink: "https://example.com" });
// @ts-expect-error JSON 2.0 has no cards in several languages
card({ i18nElements: {} });
// @ts-expect-error a header has a title
card({ header: { subtitle: "x" } });
// @ts-expect-error no such colour of headers
card({ header: { title: "x", template: "pink" } });
// @ts-expect-error JSON 2.0 calls it icon
card({ header: { title: "x", ud_icon: { token: "chat_outlined" } } });
// @ts-expect-error tags are objects
card({ header: { title: "x", text_tag_list: ["new"] } });

// What stands where:
// @ts-expect-error only JSON 1.0 has action modules
card({ elements: [action([])] });
// @ts-expect-error only JSON 1.0 has notes
card({ elements: [note([])] });
// @ts-expect-error a column stands in a column_set
card({ elements: [column({ elements: [] })] });
// @ts-expect-error text is no component
card({ elements: ["Hi"] });
// @ts-expect-error neither is a text object
card({ elements: [plainText("Hi")] });
// @ts-expect-error no such component
card({ elements: [{ tag: "blink" }] });
// @ts-expect-error menus for several values stand in forms
card({ elements: [multiSelectStatic({ name: "a", options })] });
// @ts-expect-error a form stands at the root
column({ elements: [form({ name: "f", elements: [] })] });
// @ts-expect-error so does a table
interactiveContainer({ behaviors, elements: [table({ columns: [], rows: [] })] });
// @ts-expect-error and not in a form
form({ name: "f", elements: [table({ columns: [], rows: [] })] });
// @ts-expect-error what people use in a form has a name
form({ name: "f", elements: [input({ label: "Why?" })] });
// @ts-expect-error and not perhaps
form({ name: "f", elements: [press("press")] });
// @ts-expect-error at any depth
form({ name: "f", elements: [columnSet({ columns: [column({ elements: [button({ text: "x" })] })] })] });
// @ts-expect-error a form has a name
form({ elements: [] });
// @ts-expect-error a column_set has columns
columnSet({ columns: [hr()] });
// @ts-expect-error at the root of JSON 1.0 a button stands in an action module
messageCard({ elements: [button({ text: "x" })] });
// @ts-expect-error so does a menu
messageCard({ elements: [selectStatic({ options })] });
// @ts-expect-error JSON 1.0 has no recordings
messageCard({ elements: [cards.audio({ file_key: "file_1" })] });
// @ts-expect-error an action holds what people use
action([markdown("a")]);
// @ts-expect-error a note holds texts and images
note([button({ text: "x" })]);

// Properties:
// @ts-expect-error no such property
button({ text: "x", onClick: () => undefined });
// @ts-expect-error a click is described by behaviors
button({ text: "x", value: { a: 1 } });
// @ts-expect-error JSON 2.0 has no url
button({ text: "x", url: "https://example.com" });
// @ts-expect-error that was JSON 1.0
button({ name: "b", text: "x", action_type: "form_submit" });
// @ts-expect-error no such kind of button
button({ text: "x", type: "secondary" });
// @ts-expect-error buttons have plain text
button({ text: larkMd("**x**") });
// @ts-expect-error behaviors are a list
button({ text: "x", behaviors: callback({}) });
// @ts-expect-error a link is no callback
datePicker({ behaviors: [openUrl("https://example.com")] });
// @ts-expect-error a callback hands on an object
callback("approve");
// @ts-expect-error a link leads somewhere
openUrl();
// @ts-expect-error an image has a text for who cannot see it
img({ img_key: "img_1" });
// @ts-expect-error an image is uploaded first
img({ url: "https://example.com/a.png", alt: "" });
// @ts-expect-error JSON 2.0 has margins for that
img({ img_key: "img_1", alt: "", size: "stretch_without_padding" });
// @ts-expect-error no such size
img({ img_key: "img_1", alt: "", size: "160x90" });
// @ts-expect-error lengths have a unit
hr({ margin: "4" });
// @ts-expect-error lengths are texts
columnSet({ horizontal_spacing: 8, columns: [] });
// @ts-expect-error no such spacing
columnSet({ horizontal_spacing: "huge", columns: [] });
// @ts-expect-error a weight is from 1 to 5
column({ width: "weighted", weight: 6, elements: [] });
// @ts-expect-error columns have no third layout
columnSet({ flex_mode: "wrap", columns: [] });
// @ts-expect-error a container does something
interactiveContainer({ elements: [] });
// @ts-expect-error a panel has a header
collapsiblePanel({ elements: [] });
// @ts-expect-error icons turn by quarters
collapsiblePanel({ header: { title: "x", icon_expanded_angle: 45 }, elements: [] });
// @ts-expect-error required is for forms, where there is a name
input({ required: true });
// @ts-expect-error no such kind of input
input({ input_type: "number" });
// @ts-expect-error a menu has lines
selectStatic({ placeholder: "x" });
// @ts-expect-error a line has text and value
selectStatic({ options: ["a"] });
// @ts-expect-error values are texts
option("A", 1);
// @ts-expect-error several values are selected_values
multiSelectStatic({ name: "a", options, initial_option: "a" });
// @ts-expect-error fields for several values have a name
multiSelectPerson({ placeholder: "x" });
// @ts-expect-error a date has two dashes
datePicker({ initial_date: "31.01.2026" });
// @ts-expect-error a time is a text
pickerTime({ initial_time: 930 });
// @ts-expect-error no such mode
imgCombination({ combination_mode: "quadruple", img_list: [] });
// @ts-expect-error a chart has a specification
chart({ aspect_ratio: "1:1" });
// @ts-expect-error no such ratio
chart({ chart_spec: {}, aspect_ratio: "3:2" });
// @ts-expect-error persons are objects
personList({ persons: ["ou_1"] });
// @ts-expect-error a column has a name
table({ columns: [{ display_name: "City" }], rows: [] });
// @ts-expect-error only numbers have a format
table({ columns: [{ name: "a", data_type: "text", format: { precision: 2 } }], rows: [] });
// @ts-expect-error no such type of cells
table({ columns: [{ name: "a", data_type: "boolean" }], rows: [] });
// @ts-expect-error a question has a title
button({ text: "x", confirm: { text: plainText("Sure?") } });
// @ts-expect-error no such language
plainText("a", { i18n_content: { "zh-CN": "甲" } });
// @ts-expect-error no such colour of tags
textTag("new", "pink");
// @ts-expect-error an opacity is a number
checker({ text: "x", checked_style: { opacity: "50%" } });
// @ts-expect-error markdown is text
markdown(42);

// JSX:
const pieces: JSX.Element[] = [];
// @ts-expect-error no such tag
pieces.push(<marquee />);
// @ts-expect-error no such property
pieces.push(<hr class="line" />);
// @ts-expect-error no such kind of button
pieces.push(<button type="submit">x</button>);
// @ts-expect-error a form has a name
pieces.push(<form />);
// @ts-expect-error text stands in markdown or div
pieces.push(<card>Hi</card>);
// @ts-expect-error no such component
pieces.push(<card>{{ tag: "blink" }}</card>);
// @ts-expect-error markdown is text
pieces.push(<markdown>{{ tag: "hr" }}</markdown>);
// @ts-expect-error nothing stands in a chart
pieces.push(<chart chart_spec={{}}>x</chart>);
// @ts-expect-error a chart has a specification
pieces.push(<chart />);
// @ts-expect-error only JSON 1.0 has notes
pieces.push(<card>{note([])}</card>);
