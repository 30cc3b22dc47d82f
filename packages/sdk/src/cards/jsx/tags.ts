import { LarkwireError } from "../../errors.ts";
import { builder, withPlainTexts } from "../builder.ts";
import { card } from "../card.ts";
import { collapsiblePanel } from "../components/collapsible-panel.ts";
import { messageCard } from "../message-card/message-card.ts";
import { type Child, captionIn, piecesIn, textIn, textsAndPiecesIn } from "./children.ts";
import type { JsxTags } from "./jsx-tags.ts";

type TagName = keyof JsxTags;

interface Tag {
  /** The property that the children become. */
  readonly holds?: "actions" | "columns" | "content" | "elements" | "options" | "text";
  /** What makes the piece, where that is more than naming its tag. */
  build?(attributes: object): object;
}

const tags: Readonly<Record<TagName, Tag>> = {
  action: { holds: "actions" },
  audio: {},
  button: { holds: "text" },
  card: { holds: "elements", build: card },
  chart: {},
  checker: { holds: "text" },
  collapsible_panel: { holds: "elements", build: collapsiblePanel },
  column: { holds: "elements" },
  column_set: { holds: "columns" },
  custom_icon: {},
  date_picker: {},
  div: { holds: "text" },
  form: { holds: "elements" },
  hr: {},
  img: {},
  img_combination: {},
  input: {},
  interactive_container: { holds: "elements" },
  lark_md: { holds: "content" },
  markdown: { holds: "content" },
  message_card: { holds: "elements", build: messageCard },
  multi_select_person: { holds: "options" },
  multi_select_static: { holds: "options" },
  note: { holds: "elements" },
  option: { holds: "text", build: withPlainTexts },
  overflow: { holds: "options" },
  person: {},
  person_list: {},
  picker_datetime: {},
  picker_time: {},
  plain_text: { holds: "content" },
  select_img: { holds: "options" },
  select_person: { holds: "options" },
  select_static: { holds: "options" },
  standard_icon: {},
  table: {},
  text_tag: { holds: "text" },
};

export function isTagName(name: string): name is TagName {
  return Object.hasOwn(tags, name);
}

/** Makes what the builder of this tag makes. */
export function make(name: TagName, attributes: object, children: readonly Child[]): object {
  const { build = builder<(attributes: object) => object>(name) } = tags[name];
  return build({ ...attributes, ...held(name, children) });
}

function held(name: TagName, children: readonly Child[]): object {
  const { holds } = tags[name];
  switch (holds) {
    case undefined:
      if (children.length === 0) return {};
      throw new LarkwireError("JSX_INVALID", `Nothing can stand in <${name}>`);
    case "content":
      return { content: textIn(name, children) };
    case "text":
      return children.length === 0 ? {} : { text: captionIn(name, children) };
    case "options":
      return children.length === 0 ? {} : { options: piecesIn(name, children) };
    default:
      return { [holds]: name === "note" ? textsAndPiecesIn(children) : piecesIn(name, children) };
  }
}
