import type { ApiResponse, RequestOptions } from "../api-request.ts";
import { type ApisOf, api } from "./resource.ts";

interface OfCard {
  readonly path: { readonly card_id: string };
}

interface OfElement {
  readonly path: { readonly card_id: string; readonly element_id: string };
}

/** `sequence` grows with every change of a card; `uuid`, 1 to 64 characters, makes a change safe to try again. */
export interface ElementChange {
  readonly sequence: number;
  readonly uuid?: string | undefined;
}

type Changed = Promise<ApiResponse<unknown>>;

/** Card entities: cards of JSON 2.0 that live on their own for 14 days. */
export interface CardResource {
  /**
   * Makes an entity of a card or a template; send it with `content.cardEntity(card_id)`.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/cardkit-v1/card/create
   * @example
   * ```ts
   * import { card, markdown } from "larkwire/cards";
   *
   * const answer = card({ config: { streaming_mode: true }, elements: [markdown("", { element_id: "answer" })] });
   * await client.cardkit.card.create({ data: { type: "card_json", data: answer } });
   * ```
   */
  create(
    payload: { readonly data: { readonly type: "card_json" | "template"; readonly data: object | string } },
    options?: RequestOptions,
  ): Promise<ApiResponse<{ readonly card_id: string }>>;
  /**
   * Replaces the whole card.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/cardkit-v1/card/update
   */
  update(
    payload: OfCard & {
      readonly data: ElementChange & {
        readonly card: { readonly type: "card_json"; readonly data: object | string };
      };
    },
    options?: RequestOptions,
  ): Changed;
  /**
   * Changes `config` and `card_link`, such as `{ config: { streaming_mode: true } }`.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/cardkit-v1/card/settings
   */
  settings(
    payload: OfCard & { readonly data: ElementChange & { readonly settings: object | string } },
    options?: RequestOptions,
  ): Changed;
  /**
   * Makes several changes at once.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/cardkit-v1/card/batch_update
   */
  batchUpdate(
    payload: OfCard & { readonly data: ElementChange & { readonly actions: readonly object[] | string } },
    options?: RequestOptions,
  ): Changed;
}

/** Components of card entities. */
export interface CardElementResource {
  /**
   * Adds components before or behind another one, or at the end.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/cardkit-v1/card-element/create
   * @example
   * ```ts
   * import { button, callback } from "larkwire/cards";
   *
   * const again = button({ element_id: "again", text: "Ask again", behaviors: [callback({ again: true })] });
   * await client.cardkit.cardElement.create({
   *   path: { card_id: "7355372766134157313" },
   *   data: { type: "append", elements: [again], sequence: 2 },
   * });
   * ```
   */
  create(
    payload: OfCard & {
      readonly data: ElementChange & {
        readonly type: "insert_before" | "insert_after" | "append";
        readonly target_element_id?: string | undefined;
        readonly elements: readonly object[] | string;
      };
    },
    options?: RequestOptions,
  ): Changed;
  /**
   * Replaces a component.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/cardkit-v1/card-element/update
   */
  update(
    payload: OfElement & { readonly data: ElementChange & { readonly element: object | string } },
    options?: RequestOptions,
  ): Changed;
  /**
   * Changes properties of a component, except its `tag`.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/cardkit-v1/card-element/patch
   */
  patch(
    payload: OfElement & { readonly data: ElementChange & { readonly partial_element: object | string } },
    options?: RequestOptions,
  ): Changed;
  /**
   * Removes a component.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/cardkit-v1/card-element/delete
   */
  delete(payload: OfElement & { readonly data: ElementChange }, options?: RequestOptions): Changed;
  /**
   * Streams text: `content` is the whole new text; what it adds to the old one is typed out.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/cardkit-v1/card-element/content
   * @example
   * ```ts
   * await client.cardkit.cardElement.content({
   *   path: { card_id: "7355372766134157313", element_id: "answer" },
   *   data: { content: "The first words", sequence: 1, uuid: crypto.randomUUID() },
   * });
   * ```
   */
  content(
    payload: OfElement & { readonly data: ElementChange & { readonly content: string } },
    options?: RequestOptions,
  ): Changed;
}

/** Card entities and their components. */
export interface CardKitResource {
  readonly card: CardResource;
  readonly cardElement: CardElementResource;
}

const card = "/open-apis/cardkit/v1/cards/:card_id";
const element = `${card}/elements/:element_id`;

/** How the methods of {@link CardResource} are called over the wire. */
export const cardApis: ApisOf<CardResource> = {
  create: api("POST", "/open-apis/cardkit/v1/cards", "data"),
  update: api("PUT", card, "card.data"),
  settings: api("PATCH", `${card}/settings`, "settings"),
  batchUpdate: api("POST", `${card}/batch_update`, "actions"),
};

/** How the methods of {@link CardElementResource} are called over the wire. */
export const cardElementApis: ApisOf<CardElementResource> = {
  create: api("POST", `${card}/elements`, "elements"),
  update: api("PUT", element, "element"),
  patch: api("PATCH", element, "partial_element"),
  delete: api("DELETE", element),
  content: api("PUT", `${element}/content`),
};
