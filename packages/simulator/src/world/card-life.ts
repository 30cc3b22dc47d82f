import { cardVersionOf } from "./card.ts";
import type { Message } from "./entities.ts";
import type { Quirks } from "./quirks.ts";

const dayMs = 86_400_000;

/** How long after it was sent a card can be clicked and replaced, in milliseconds. */
interface CardLife {
  readonly callbacksMs: number;
  readonly updatesMs: number;
}

/**
 * Cards of JSON 2.0 end as a whole; those of JSON 1.0 can be clicked for longer than they can be replaced.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/configuring-card-interactions
 */
const cardLives: Readonly<Record<"1.0" | "2.0", CardLife>> = {
  "1.0": { callbacksMs: 30 * dayMs, updatesMs: 14 * dayMs },
  "2.0": { callbacksMs: 14 * dayMs, updatesMs: 14 * dayMs },
};

/** Whether clicks on this card still reach its app. */
export function canBeClicked(card: Message, now: number, { cardLife }: Quirks): boolean {
  const { callbacksMs } = cardLife === "30days" ? cardLives["1.0"] : lifeOf(card);
  return now < card.createdAt + callbacksMs;
}

/** Whether this card can still be replaced; afterwards nothing says so, and nothing happens. */
export function canBeReplaced(card: Message, now: number): boolean {
  return now < card.createdAt + lifeOf(card).updatesMs;
}

function lifeOf({ content }: Message): CardLife {
  return cardLives[cardVersionOf(content) ?? "1.0"];
}
