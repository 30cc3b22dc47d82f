/** The card that takes the place of the clicked one: written out, or a template of the card builder. */
export type CardReplacement =
  | {
      readonly type: "raw";
      /** Card JSON 1.0 or 2.0 as an object, at most 30 KB; a 2.0 card must stay 2.0. */
      readonly data: object;
    }
  | { readonly type: "template"; readonly data: CardTemplate };

/** A published template with its variables. */
export interface CardTemplate {
  readonly template_id: string;
  readonly template_variable?: Readonly<Record<string, unknown>> | undefined;
  /** The newest published version when it is not given. */
  readonly template_version_name?: string | undefined;
}

/** A card that is shown only to some people needs their ids when it is updated later. */
export function isPrivateCard(card: CardReplacement): boolean {
  if (card.type !== "raw" || ("schema" in card.data && card.data.schema === "2.0")) return false;
  const config = "config" in card.data ? card.data.config : undefined;
  return !(typeof config === "object" && config !== null && "update_multi" in config && config.update_multi === true);
}
