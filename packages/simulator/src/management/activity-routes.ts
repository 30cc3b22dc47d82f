import { z } from "zod";
import { consoleLimits } from "../console-api/limits.ts";
import { createLiveStream } from "../console-api/live-stream.ts";
import { clickRequest, messageRequest } from "../console-api/requests.ts";
import { toClickView, toMessageView, toWorldView } from "../console-api/views.ts";
import { toExchangeView } from "../deliveries/exchange.ts";
import type { Platform } from "../platform.ts";
import { isVisibleTo } from "../world/entities.ts";
import { answers } from "./answers.ts";
import { key, limit, name } from "./inputs.ts";
import { type Route, route, streamRoute } from "./route.ts";

const viewerQuery = z.strictObject({ viewer: key.optional().describe("Whose copies of private cards are shown.") });
const exchangeQuery = z.strictObject({
  app_id: key.optional(),
  name: key.optional().describe("With a `*` at its end, how the name begins."),
  event_id: key.optional(),
  message_id: key.optional(),
  client_code: z.coerce.number().int().optional(),
  since: z.coerce.number().optional(),
  limit,
});
const messageQuery = viewerQuery.extend({ chat_id: key.optional(), limit });
const linkRequest = z.strictObject({
  open_id: key,
  chat_id: key,
  app_id: key.describe("The app that is asked: one of its rules fits the link."),
  url: z.url().max(consoleLimits.maxTextLength),
});
const triggerRequest = z.strictObject({
  name,
  event: z.record(z.string(), z.unknown()).optional(),
  set: z.record(z.string(), z.unknown()).default({}),
});

/** What happens in the world: messages, clicks, events, and what is recorded of them. */
export function createActivityRoutes(platform: Platform): readonly Route[] {
  const { world, feed } = platform;
  return [
    route(
      "get",
      "/world",
      { summary: "Everybody and everything, as a person sees it.", input: viewerQuery, output: answers.world },
      ({ viewer }) => toWorldView(platform, viewer),
    ),
    streamRoute(
      "/stream",
      { summary: "What happens from now on, as server-sent events.", input: viewerQuery, output: answers.happening },
      ({ viewer }) => createLiveStream(feed, platform, viewer),
    ),
    route(
      "post",
      "/apps/{app_id}/events",
      { summary: "Tells an app of an event, or asks it a callback.", input: triggerRequest, output: answers.exchange },
      async ({ name, event, set }, appId) => toExchangeView(await platform.trigger(appId, name, event, set)),
    ),
    route(
      "get",
      "/messages",
      { summary: "Messages, oldest first.", input: messageQuery, output: answers.messages },
      ({ chat_id, viewer, limit }) => {
        const found = world.messages().filter((message) => {
          return (chat_id === undefined || message.chatId === chat_id) && isVisibleTo(message, viewer);
        });
        return { items: found.slice(-limit).map((message) => toMessageView(message, platform, viewer)) };
      },
    ),
    route(
      "post",
      "/messages",
      {
        summary: "A person writes a text; answered once the bots have been told, and the apps of its links asked.",
        input: messageRequest,
        output: answers.nothing,
      },
      async ({ open_id, chat_id, text }) => {
        await platform.act(() => platform.people.write(open_id, chat_id, text));
        return {};
      },
    ),
    route(
      "delete",
      "/messages/{message_id}",
      {
        summary: "Deletes a message, as an administrator can: nobody sees it any more.",
        input: answers.nothing,
        output: answers.nothing,
      },
      (_, messageId) => {
        platform.people.deleteMessage(messageId);
        return {};
      },
    ),
    route(
      "post",
      "/clicks",
      {
        summary: "A person clicks on a card; answered with what they see.",
        input: clickRequest,
        output: answers.click,
      },
      async ({ open_id, message_id, preview_token, action }) => {
        const { exchange } = await platform.click(open_id, message_id, action, preview_token);
        return toClickView(exchange);
      },
    ),
    route(
      "post",
      "/links",
      {
        summary: "A person posts a link, and its app is asked for a preview.",
        input: linkRequest,
        output: answers.exchange,
      },
      async ({ open_id, chat_id, app_id, url }) => {
        const { exchange } = await platform.pasteLink(open_id, chat_id, app_id, url);
        return toExchangeView(exchange);
      },
    ),
    route(
      "get",
      "/exchanges",
      {
        summary: "Questions to apps and their answers, oldest first.",
        input: exchangeQuery,
        output: answers.exchanges,
      },
      (query) => ({ items: platform.exchanges(query).map(toExchangeView) }),
    ),
    route(
      "delete",
      "/exchanges",
      { summary: "Forgets what was recorded.", input: answers.nothing, output: answers.nothing },
      () => {
        platform.forgetExchanges();
        return {};
      },
    ),
  ];
}
