import { type JsxElementType, jsx } from "../cards/jsx/jsx.ts";
import type { JsxTags } from "../cards/jsx/jsx-tags.ts";
import type { JsxElement } from "../cards/jsx/node.ts";

export { Fragment, jsx } from "../cards/jsx/jsx.ts";
export type { JsxChildren, JsxElement, JsxNode, JsxText } from "../cards/jsx/node.ts";
export const jsxs: typeof jsx = jsx;

/** What TypeScript looks up for JSX with `"jsxImportSource": "larkwire"`. */
export namespace JSX {
  export type Element = JsxElement;
  export type ElementType = JsxElementType;
  export interface ElementChildrenAttribute {
    readonly children: unknown;
  }
  /** Pieces in lists may have keys, as linters ask for; cards have no use for them. */
  export interface IntrinsicAttributes {
    readonly key?: string | number | undefined;
  }
  export type IntrinsicElements = { readonly [Tag in keyof JsxTags]: JsxTags[Tag] & IntrinsicAttributes };
}
