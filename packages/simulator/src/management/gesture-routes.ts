import { z } from "zod";
import type { Platform } from "../platform.ts";
import { answers } from "./answers.ts";
import { key, name } from "./inputs.ts";
import { type Route, route } from "./route.ts";

const personRequest = z.strictObject({ open_id: key.describe("Who does it.") });
const reactionRequest = personRequest.extend({ emoji_type: name.describe("As the platform names it.") });
const menuRequest = personRequest.extend({ event_key: name.describe("Which item of the menu.") });

/** What people do without a word: each is answered once those who are told of it have answered. */
export function createGestureRoutes(platform: Platform): readonly Route[] {
  const { people } = platform;
  return [
    route(
      "post",
      "/messages/{message_id}/recall",
      {
        summary: "A person takes back a message of their own, or in their group; the bots of the chat are told.",
        input: personRequest,
        output: answers.nothing,
      },
      ({ open_id }, messageId) => done(() => people.recall(open_id, messageId)),
    ),
    route(
      "post",
      "/messages/{message_id}/reads",
      {
        summary: "A person reads a message; a bot that they are alone with is told.",
        input: personRequest,
        output: answers.nothing,
      },
      ({ open_id }, messageId) => done(() => people.read(open_id, messageId)),
    ),
    route(
      "post",
      "/messages/{message_id}/reactions",
      {
        summary: "A person puts an emoji under a message; the bots of the chat are told.",
        input: reactionRequest,
        output: answers.nothing,
      },
      ({ open_id, emoji_type }, messageId) => done(() => people.react(open_id, messageId, emoji_type)),
    ),
    route(
      "delete",
      "/messages/{message_id}/reactions",
      {
        summary: "A person takes an emoji away; the bots of the chat are told.",
        input: reactionRequest,
        output: answers.nothing,
      },
      ({ open_id, emoji_type }, messageId) => done(() => people.unreact(open_id, messageId, emoji_type)),
    ),
    route(
      "post",
      "/chats/{chat_id}/visits",
      {
        summary: "A person opens a chat; a bot that they are alone with is told.",
        input: personRequest,
        output: answers.nothing,
      },
      ({ open_id }, chatId) => done(() => people.open(open_id, chatId)),
    ),
    route(
      "post",
      "/apps/{app_id}/menu",
      {
        summary: "A person chooses an item of a bot's menu; the app is told.",
        input: menuRequest,
        output: answers.nothing,
      },
      ({ open_id, event_key }, appId) => done(() => people.chooseFromMenu(open_id, appId, event_key)),
    ),
  ];

  async function done(gesture: () => void): Promise<object> {
    await platform.act(gesture);
    return {};
  }
}
