import { z } from "zod";
import { clickRequest, messageRequest } from "../console-api/requests.ts";
import { toClickView, toMessageView } from "../console-api/views.ts";
import { toExchangeView } from "../deliveries/exchange.ts";
import type { SwitchableClock } from "../deliveries/switchable-clock.ts";
import type { Platform } from "../platform.ts";
import { isVisibleTo } from "../world/entities.ts";
import { faultRequest } from "./fault-schema.ts";
import { managementLimits } from "./limits.ts";
import { type Route, route } from "./route.ts";

/** What the API manages, and its time. */
export interface Managed {
  readonly platform: Platform;
  readonly clock: SwitchableClock;
}

const name = z.string().min(1).max(managementLimits.maxNameLength);
const key = z.string().max(managementLimits.maxNameLength);
const advanceRequest = z.strictObject({ ms: z.int().min(0).max(managementLimits.maxAdvanceMs) });
const clockRequest = z.strictObject({
  mode: z.union([
    z.enum(["real", "virtual"]),
    z.strictObject({ speed: z.number().positive().max(managementLimits.maxSpeed) }),
  ]),
});
const exchangeQuery = z.strictObject({
  app_id: key.optional(),
  name: key.optional(),
  event_id: key.optional(),
  message_id: key.optional(),
  client_code: z.coerce.number().int().optional(),
  since: z.coerce.number().optional(),
  limit: z.coerce.number().int().min(1).max(managementLimits.maxItems).default(managementLimits.maxItems),
});
const messageQuery = z.strictObject({
  chat_id: key.optional(),
  viewer: key.optional(),
  limit: z.coerce.number().int().min(1).max(managementLimits.maxItems).default(managementLimits.maxItems),
});
const nothing = z.strictObject({});
const triggerRequest = z.strictObject({
  name: name,
  event: z.record(z.string(), z.unknown()).optional(),
  set: z.record(z.string(), z.unknown()).default({}),
});

/** What happens in the world: messages, clicks, events, what is recorded of them, faults and time. */
export function createActivityRoutes({ platform, clock }: Managed): readonly Route[] {
  const { world, faults } = platform;
  return [
    route(
      "post",
      "/apps/{app_id}/events",
      "Tells an app of an event, or asks it a callback.",
      triggerRequest,
      async ({ name, event, set }, appId) => toExchangeView(await platform.trigger(appId, name, event, set)),
    ),
    route("get", "/messages", "Messages, oldest first.", messageQuery, ({ chat_id, viewer, limit }) => {
      const found = world.messages().filter((message) => {
        return (chat_id === undefined || message.chatId === chat_id) && isVisibleTo(message, viewer);
      });
      return { items: found.slice(-limit).map((message) => toMessageView(message, platform, viewer)) };
    }),
    route(
      "post",
      "/messages",
      "A person writes a text; answered once the bots have been told.",
      messageRequest,
      async ({ open_id, chat_id, text }) => {
        await platform.sendAs(open_id, chat_id, text);
        return {};
      },
    ),
    route(
      "delete",
      "/messages/{message_id}",
      "Deletes a message, as an administrator can: nobody sees it any more.",
      nothing,
      (_, messageId) => {
        platform.deleteMessage(messageId);
        return {};
      },
    ),
    route(
      "post",
      "/clicks",
      "A person clicks on a card; answered with what they see.",
      clickRequest,
      async ({ open_id, message_id, action }) => {
        const { exchange } = await platform.click(open_id, message_id, action);
        return toClickView(exchange);
      },
    ),
    route(
      "get",
      "/exchanges",
      "Questions to apps and their answers, oldest first. `name` may end in `*`.",
      exchangeQuery,
      (query) => {
        return { items: platform.exchanges(query).map(toExchangeView) };
      },
    ),
    route("delete", "/exchanges", "Forgets what was recorded.", nothing, () => {
      platform.forgetExchanges();
      return {};
    }),
    route("post", "/faults", "Adds something that goes wrong.", faultRequest, ({ scope, fault }) => {
      faults.add(scope, fault);
      return {};
    }),
    route("delete", "/faults", "Lets nothing more go wrong.", nothing, () => {
      faults.clear();
      return {};
    }),
    route("get", "/clock", "The time, and how it passes.", nothing, () => toClockBody(clock)),
    route("put", "/clock", "Lets time pass in another way.", clockRequest, ({ mode }) => {
      clock.switchTo(mode);
      return toClockBody(clock);
    }),
    route("post", "/clock/advance", "Lets virtual time pass.", advanceRequest, async ({ ms }) => {
      await clock.advance(ms);
      return toClockBody(clock);
    }),
    route(
      "post",
      "/reset",
      "Puts the world back to how it was at the start; forgets faults, exchanges, tokens and what was to be sent again.",
      nothing,
      () => {
        platform.reset();
        return {};
      },
    ),
  ];
}

function toClockBody(clock: SwitchableClock): object {
  return { now: clock.now(), mode: clock.mode };
}
