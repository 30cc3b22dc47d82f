import { type PlainText, plainText } from "./parts/text.ts";

/** A property that holds plain text may be given as a string. */
type Loose<Value> = [Extract<Value, PlainText>] extends [never] ? Value : Value | string;

/** What a builder takes: the component without its tag, with strings where it holds plain text. */
export type PropsOf<Component> = {
  [Name in keyof Component as Name extends "tag" ? never : Name]: Loose<Component[Name]>;
};

/** A component that stands in a form: the form is told apart by names. */
export type Named<Component> = Component & { readonly name: string };

/** Where nobody knows whether there is a name, as in a helper that may be given one. */
type Unnamed<Props> = Omit<Props, "name" | "required"> & {
  readonly name?: string | undefined;
  readonly required?: undefined;
};

/** Makes a component from its properties. */
export type Builder<Component> = (props: PropsOf<Component>) => Component;

/** Makes a component that may stand in a form, where it needs a name. */
export interface FieldBuilder<Component> {
  (props: PropsOf<Component> & { readonly name: string }): Named<Component>;
  (props: Unnamed<PropsOf<Component>>): Component;
}

/** The properties that hold plain text, whatever the component. */
const plainTextNames = [
  "alt",
  "disabled_tips",
  "hover_tips",
  "label",
  "placeholder",
  "subtitle",
  "text",
  "title",
] as const;

/** Puts plain text objects in the place of strings. */
export function withPlainTexts(props: object): object {
  const made: Record<string, unknown> = { ...props };
  for (const name of plainTextNames) {
    const text = made[name];
    if (typeof text === "string") made[name] = plainText(text);
  }
  return made;
}

/** The builder of the component with this tag; its type says what the component takes. */
export function builder<Build extends (props: never) => object>(tag: string): Build;
export function builder(tag: string): (props: object) => object {
  return (props) => ({ tag, ...withPlainTexts(props) });
}
