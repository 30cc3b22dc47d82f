import type { Card } from "../card.ts";
import type { ContainedElement } from "../components/contained-element.ts";
import type { Column, Element } from "../components/element.ts";
import type { PersonOption, SelectOption } from "../components/select.ts";
import type { ImageOption } from "../components/select-img.ts";
import type { MessageCardElement } from "../message-card/element.ts";
import type { MessageCard } from "../message-card/message-card.ts";
import type { Icon } from "../parts/icon.ts";
import type { LarkMd, PlainText, TextTag } from "../parts/text.ts";

type Piece =
  | Card
  | MessageCard
  | Element
  | Column
  | ContainedElement
  | MessageCardElement
  | ImageOption
  | PersonOption
  | SelectOption
  | Icon
  | LarkMd
  | PlainText
  | TextTag;

type NamesOf<Union> = Union extends unknown ? keyof Union : never;

/**
 * What JSX makes: plain JSON. To TypeScript every piece of JSX has this one type, so it may stand wherever a piece of a
 * card may; `checkCard` finds what stands in the wrong place.
 */
export type JsxElement = { readonly [Name in NamesOf<Piece>]: never };

/** Children that become text: joined, without what is false or missing. */
export type JsxText = string | number | boolean | null | undefined | readonly JsxText[];

/** Children that become components of this kind: lists are laid flat, what is false or missing is left out. */
export type JsxChildren<Child> = JsxElement | Child | "" | boolean | null | undefined | readonly JsxChildren<Child>[];

/** Whatever a function that is used as a tag may return, and take as children. */
export type JsxNode = JsxChildren<JsxObject | JsxText>;

/** Not the promise of a piece: it has to be awaited first. */
type JsxObject = object & { readonly then?: undefined };
