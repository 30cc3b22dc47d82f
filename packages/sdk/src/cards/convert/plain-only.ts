import { isJson, type Json } from "./json.ts";
import type { Source } from "./source.ts";

/** A component one text of which is plain in JSON 2.0. @param what - the component, as a sentence begins */
export function plainOnly(component: Json, member: string, what: string, at: Source): Json {
  const { [member]: text } = component;
  if (!isJson(text) || text.tag !== "lark_md") return component;
  at.member(member).note(`${what} has plain text only`, "Its markup is shown as it is written; take it out.");
  return { ...component, [member]: { ...text, tag: "plain_text" } };
}
