import { LarkwireError } from "../../errors.ts";
import { flatten } from "./children.ts";
import type { JsxTags } from "./jsx-tags.ts";
import type { JsxElement, JsxNode } from "./node.ts";
import { isTagName, make } from "./tags.ts";

/** What may be a tag: the platform's own names, and functions from attributes to what stands in their place. */
export type JsxElementType = keyof JsxTags | ((props: never) => JsxNode);

/**
 * Makes a piece of a card; compilers write the calls for `"jsxImportSource": "larkwire"`.
 *
 * @throws JSX_INVALID - for a tag that the platform does not know, and for children that cannot stand where they are
 * @example
 * ```tsx
 * import { callback } from "larkwire/cards";
 *
 * <card header={{ title: "Build 42", template: "green" }}>
 *   <markdown>All tests **passed**.</markdown>
 *   <button type="primary" behaviors={[callback({ release: 42 })]}>
 *     Release
 *   </button>
 * </card>;
 * ```
 */
export function jsx(type: JsxElementType, props: { readonly children?: unknown }): JsxElement;
export function jsx(
  type: unknown,
  // Compilers hand a key on apart, unless it comes with a spread.
  { children, key: _, ...attributes }: { readonly children?: unknown; readonly key?: unknown },
): unknown {
  if (typeof type === "function") return type({ ...attributes, ...(children !== undefined && { children }) });
  if (typeof type === "string" && isTagName(type)) return make(type, attributes, flatten(children));
  throw new LarkwireError("JSX_INVALID", `There is no component <${describe(type)}>`);
}

function describe(type: unknown): string {
  return typeof type === "string" ? type : typeof type;
}

/** Several pieces without a parent: `<>…</>`. */
export function Fragment({ children }: { readonly children?: JsxNode }): JsxNode {
  return children;
}
