import type { Message } from "../../world/entities.ts";
import { invalidParameter } from "./find-message.ts";

/** What is asked for of a list of messages. */
interface MessagePageQuery {
  readonly sort_type: "ByCreateTimeAsc" | "ByCreateTimeDesc";
  readonly page_size: number;
  /** Empty at the beginning. */
  readonly page_token: string;
}

interface MessagePage {
  readonly has_more: boolean;
  readonly page_token: string;
  readonly items: readonly Message[];
}

/**
 * One page of messages, oldest first. A token stands for the last message of its page and for the order, so that what is
 * written meanwhile shifts nothing. @throws ApiFault for a token that no page came with
 */
export function takeMessages(
  messages: readonly Message[],
  { sort_type, page_size, page_token }: MessagePageQuery,
  isWanted: (message: Message) => boolean,
): MessagePage {
  const [order = sort_type, lastId] = page_token === "" ? [] : readToken(page_token);
  const sorted = order === "ByCreateTimeDesc" ? [...messages].reverse() : messages;
  const last = sorted.findIndex(({ messageId }) => messageId === lastId);
  if (lastId !== undefined && last < 0) throw invalidParameter("invalid page_token");
  const rest = sorted.slice(last + 1).filter((message) => message.gone !== "deleted" && isWanted(message));
  const items = rest.slice(0, page_size);
  const has_more = rest.length > page_size;
  return { has_more, page_token: has_more ? toToken(order, items.at(-1)?.messageId) : "", items };
}

function toToken(order: string, messageId = ""): string {
  return Buffer.from(`${order} ${messageId}`).toString("base64url");
}

/** @throws ApiFault */
function readToken(token: string): readonly [order: string, messageId: string] {
  const [, order, messageId] =
    /^(ByCreateTime(?:Asc|Desc)) (om_\w+)$/.exec(String(Buffer.from(token, "base64url"))) ?? [];
  if (order === undefined || messageId === undefined) throw invalidParameter("invalid page_token");
  return [order, messageId];
}
