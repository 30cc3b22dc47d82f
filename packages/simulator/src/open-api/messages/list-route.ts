import { z } from "zod";
import type { Message } from "../../world/entities.ts";
import { type ApiRoute, apiRoute, type Call } from "../api-route.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { invalidParameter, requireMember } from "./find-message.ts";
import { toMessageBody } from "./message-body.ts";
import { takeMessages } from "./take-messages.ts";

const seconds = z.string().regex(/^\d{1,10}$/, "not in seconds");
const listQuery = z.object({
  container_id_type: z.enum(["chat", "thread"]),
  container_id: z.string(),
  start_time: seconds.transform(Number).optional(),
  end_time: seconds.transform(Number).optional(),
  sort_type: z.enum(["ByCreateTimeAsc", "ByCreateTimeDesc"]).default("ByCreateTimeAsc"),
  page_size: z.coerce.number().int().min(1).max(50).default(20),
  page_token: z.string().default(""),
});
type ListQuery = z.output<typeof listQuery>;

/** `GET /open-apis/im/v1/messages`: what was said in a chat or in a thread, page by page. */
export function createListRoute(api: OpenApiContext): ApiRoute {
  const { world } = api;
  return apiRoute("GET /open-apis/im/v1/messages", { invalid: 230_001, query: listQuery }, (call) => {
    const { items, ...rest } = takeMessages(messagesIn(call), call.query, periodOf(call.query));
    return { ...rest, items: items.map((message) => toMessageBody(world, call.tenantKey, message)) };
  });

  /** Oldest first, without what one person alone sees. @throws ApiFault where there is no such chat or thread, or the bot is not in it */
  function messagesIn(call: Call<unknown, ListQuery>): readonly Message[] {
    const { container_id_type: type, container_id: id } = call.query;
    const all = world.messages().filter(({ onlyFor }) => onlyFor === undefined);
    const thread = type === "thread" ? all.filter(({ threadId }) => threadId === id) : [];
    const chat = world.chat(type === "thread" ? (thread[0]?.chatId ?? "") : id);
    if (chat === undefined) throw invalidParameter("invalid container_id");
    requireMember(call, chat);
    return type === "thread" ? thread : withoutReplies(all.filter(({ chatId }) => chatId === chat.chatId));
  }
}

/** A chat shows of each thread what it began with; the rest is read from the thread. */
function withoutReplies(messages: readonly Message[]): readonly Message[] {
  const begun = new Set<string>();
  return messages.filter(({ threadId }) => {
    if (threadId === undefined) return true;
    const isFirst = !begun.has(threadId);
    begun.add(threadId);
    return isFirst;
  });
}

/** @throws ApiFault */
function periodOf({ container_id_type, start_time, end_time }: ListQuery): (message: Message) => boolean {
  const { from, to } = { from: start_time ?? 0, to: end_time ?? Number.POSITIVE_INFINITY };
  if (from > to) throw invalidParameter("start_time is after end_time");
  if (container_id_type === "thread" && (start_time !== undefined || end_time !== undefined)) {
    throw invalidParameter("a thread is not listed by time");
  }
  return ({ createdAt }) => {
    const second = Math.floor(createdAt / 1000);
    return from <= second && second <= to;
  };
}
