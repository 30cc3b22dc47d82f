import type { MessageCardFormElement, MessageCardNestedElement } from "../message-card/element.ts";
import type { FormElement, NestedElement } from "./element.ts";

/** What may stand in some container: in a form or outside of one, of either version. */
export type ContainedElement = FormElement | NestedElement | MessageCardFormElement | MessageCardNestedElement;

/** The properties of a container, which is of whatever it holds: it may stand where all of that may. */
export type Containing<Props, Child> = Omit<Props, "tag" | "elements"> & { readonly elements: readonly Child[] };
