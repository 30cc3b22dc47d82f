import { cardVersionOf } from "../../world/card.ts";
import { type CardEntity, isExpired } from "../../world/card-entities.ts";
import type { App } from "../../world/entities.ts";
import { isJsonObject, type JsonObject } from "../../world/json.ts";
import { ApiFault } from "../api-fault.ts";
import type { Call } from "../api-route.ts";
import { type CardRefusal, findRefusal, refusal } from "../cards/card-check.ts";
import type { OpenApiContext } from "../open-api-context.ts";

/** What these APIs call what is wrong with any card; everything else is a card that cannot be generated. */
const codesOf: Readonly<Record<number, number>> = {
  11310: 300_305,
  200860: 200_860,
  300301: 300_301,
  300302: 300_302,
};

/** Looks at the card that an entity is to have. @throws ApiFault */
export function requireCard(api: OpenApiContext, { app }: Pick<Call, "app">, card: JsonObject): void {
  if (isEmpty(card)) throw new ApiFault(300_307, "the card is empty");
  if (cardVersionOf(card) === "1.0") throw new ApiFault(300_303, "only cards of schema 2.0 are supported");
  const found = findRefusal(api, app, card);
  if (found !== undefined) {
    const { path, message, subCode } = found;
    throw new ApiFault(
      codesOf[subCode] ?? 200_220,
      `generating the card failed: ${path ?? "ROOT"}: ${message} (${subCode})`,
    );
  }
}

/** The entity, where the app may change it. @throws ApiFault */
export function findEntity(api: OpenApiContext, { app }: Pick<Call, "app">, cardId: string): CardEntity {
  const found = lookUp(api, app, cardId);
  if ("subCode" in found) throw new ApiFault(found.subCode, found.message);
  return found;
}

/** Why an app cannot send an entity. */
export function findSendingRefusal(api: OpenApiContext, app: App, cardId: string): CardRefusal | undefined {
  const found = lookUp(api, app, cardId);
  if ("subCode" in found) return found;
  return api.world.messagesOf(found).length > 0 ? refusal(200_220, "a card entity can be sent once") : undefined;
}

function lookUp({ world, clock }: OpenApiContext, { appId }: App, cardId: string): CardEntity | CardRefusal {
  const entity = world.cardEntities.find(cardId);
  if (entity === undefined) return refusal(200_740, "the card entity does not exist");
  if (entity.appId !== appId) return refusal(300_311, "the card entity belongs to another app");
  return isExpired(entity, clock.now()) ? refusal(200_750, "the card entity has expired") : entity;
}

/** A template hides what is in it. */
function isEmpty(card: JsonObject): boolean {
  const { header, body, type } = card;
  const elements = isJsonObject(body) ? body.elements : undefined;
  return type !== "template" && header === undefined && card.elements === undefined && isNothing(elements);
}

function isNothing(elements: unknown): boolean {
  return elements === undefined || (Array.isArray(elements) && elements.length === 0);
}
