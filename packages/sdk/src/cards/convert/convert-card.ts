import type { Card } from "../card.ts";
import { convertBody } from "./body.ts";
import { convertConfig } from "./config.ts";
import { convertHeader } from "./header.ts";
import { copyOf, type Json } from "./json.ts";
import { type ConversionNote, Source } from "./source.ts";
import { withoutUnknownProperties } from "./unknown-properties.ts";

/** A card of JSON 2.0, and what it could not take over. */
export interface Conversion {
  /** As good as the card that it was made of: `checkCard` finds what was wrong before. */
  readonly card: Card;
  /** Empty where nothing is lost. */
  readonly notes: readonly ConversionNote[];
}

/**
 * Makes a card of JSON 2.0 of one of JSON 1.0, and notes what has no equivalent. A card of JSON 2.0 stays as it is. The
 * card that is given is not changed.
 *
 * @throws CARD_INVALID - for what is no JSON, no object, or far too large to be a card
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-breaking-changes-release-notes
 * @example
 * ```ts
 * import { convertCard } from "larkwire/cards";
 *
 * const { card, notes } = convertCard({
 *   config: { update_multi: true },
 *   elements: [{ tag: "note", elements: [{ tag: "plain_text", content: "Sent by the release bot" }] }],
 * });
 * for (const { path, problem, mend } of notes) console.log(`${path}: ${problem}. ${mend}`);
 * ```
 */
export function convertCard(card: unknown): Conversion;
export function convertCard(card: unknown): { readonly card: object; readonly notes: readonly ConversionNote[] } {
  const former = copyOf(card);
  const notes: ConversionNote[] = [];
  return { card: former.schema === "2.0" ? former : convert(former, new Source(notes, "")), notes };
}

function convert(former: Json, root: Source): Json {
  const config = convertConfig(former.config, root.member("config"));
  const header = convertHeader(former, root);
  if (former.fallback !== undefined) {
    root
      .member("fallback")
      .note(
        "JSON 2.0 has no fallback for the whole card",
        "It was left away: clients before 7.20 show the title, and ask for an upgrade.",
      );
  }
  return withoutUnknownProperties(
    {
      schema: "2.0",
      ...(config && { config }),
      ...(former.card_link !== undefined && { card_link: former.card_link }),
      ...(header && { header }),
      body: { elements: convertBody(former, root) },
    },
    root,
  );
}
