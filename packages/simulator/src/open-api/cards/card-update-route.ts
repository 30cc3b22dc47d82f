import { z } from "zod";
import { cardVersionOf, isSharedCard } from "../../world/card.ts";
import { canBeReplaced } from "../../world/card-life.ts";
import { clickedCardIn, replaceClickedCard } from "../../world/clicked-card.ts";
import type { App } from "../../world/entities.ts";
import { isJsonObject, type JsonObject, jsonBytes } from "../../world/json.ts";
import type { UpdateGrant } from "../../world/update-tokens.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { openApiLimits } from "../limits.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { findRefusal } from "./card-check.ts";

const openIds = z.array(z.string()).min(1);

const tokenRefusals = {
  300020: "token has a wrong format",
  300030: "token is expired, or its click was never answered",
  300040: "token was used too often",
  200310: "the card is another app's",
} as const;

/** `POST /open-apis/interactive/v1/card/update`: replaces a clicked card within 30 minutes, at most twice. */
export function createCardUpdateRoute(api: OpenApiContext): ApiRoute {
  const shape = { invalid: 100_030, body: z.record(z.string(), z.unknown()) };
  return apiRoute("POST /open-apis/interactive/v1/card/update", shape, ({ app, body: { token, card } }) => {
    if (typeof token !== "string") throw new ApiFault(300_020, tokenRefusals[300_020]);
    const grant = api.updateTokens.find(token);
    try {
      update(api, app, token, card);
    } catch (refusal) {
      if (grant !== undefined && refusal instanceof ApiFault) api.onLateUpdate(grant, refusal.code, refusal.message);
      throw refusal;
    }
    if (grant !== undefined) api.onLateUpdate(grant, 0, "ok");
  });
}

/** @throws ApiFault */
function update(api: OpenApiContext, app: App, token: string, card: unknown): void {
  const { clock, world, updateTokens } = api;
  const grant = updateTokens.check(token, app.appId, clock.now());
  if (typeof grant === "number") throw new ApiFault(grant, tokenRefusals[grant]);
  const message = world.message(grant.clicked.messageId);
  if (message === undefined || message.gone !== undefined) throw new ApiFault(200_000, "the card message was recalled");
  if (!isJsonObject(card)) throw new ApiFault(10_002, "card is not an object");
  const { open_ids, ...content } = card;
  const current = clickedCardIn(message, grant) ?? message.content;
  refuseBadCard(api, app, content, current);
  const viewers = isSharedCard(content) ? "everybody" : parseViewers(open_ids, api, grant);
  if (viewers === "everybody" && open_ids !== undefined)
    throw new ApiFault(200_320, "open_ids must not be sent for a shared card");
  updateTokens.spend(grant);
  if (canBeReplaced({ ...message, content: current }, clock.now())) {
    replaceClickedCard(world, message, grant, content, viewers, clock.now());
  }
}

/** @throws ApiFault */
function refuseBadCard(api: OpenApiContext, app: App, card: JsonObject, current: JsonObject): void {
  if (jsonBytes(card) > openApiLimits.maxUpdatedCardBytes) throw new ApiFault(100_000, "the card has more than 100 KB");
  const refusal = findRefusal(api, app, card);
  if (refusal !== undefined) {
    throw new ApiFault(11_311, `card format wrong: ${refusal.path ?? "ROOT"}: ${refusal.message} (${refusal.subCode})`);
  }
  if (cardVersionOf(current) === "2.0" && cardVersionOf(card) === "1.0") {
    throw new ApiFault(200_830, "a card of JSON 2.0 cannot be replaced by one of JSON 1.0");
  }
}

/** Whose copies of a private card are to change. @throws ApiFault */
function parseViewers(value: unknown, { world }: OpenApiContext, grant: UpdateGrant): readonly string[] {
  if (value === undefined) throw new ApiFault(300_090, "a private card needs open_ids");
  const parsed = openIds.safeParse(value);
  const members = world.chat(grant.clicked.chatId)?.members ?? [];
  if (!parsed.success || parsed.data.some((openId) => !members.includes(openId))) {
    throw new ApiFault(200_320, "open_ids is not a list of open ids of members of the chat");
  }
  return parsed.data;
}
