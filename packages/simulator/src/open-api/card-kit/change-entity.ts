import { createHash } from "node:crypto";
import { type CardEntity, streamingOf } from "../../world/card-entities.ts";
import { ApiFault } from "../api-fault.ts";
import type { Call } from "../api-route.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { requireRate } from "../rate-limits/require-rate.ts";
import type { Change } from "./card-changes.ts";
import { findEntity, requireCard } from "./entity-check.ts";

/** What every change brings with it. */
export interface Numbered {
  readonly sequence: number;
  readonly uuid?: string | undefined;
}

/** Changes the card of the entity in the path, in order and once for each `uuid`. @throws ApiFault */
export function changeEntity(
  api: OpenApiContext,
  call: Call<Numbered>,
  change: Change,
  refuse: (entity: CardEntity) => void = () => undefined,
): object {
  const { world, clock } = api;
  const { sequence, uuid } = call.body;
  const entity = findEntity(api, call, call.ids.card_id ?? "");
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([call.ids, call.body]))
    .digest("base64");
  const asked = uuid === undefined ? undefined : entity.asked.get(uuid);
  if (asked === fingerprint) return {};
  if (asked !== undefined) throw new ApiFault(200_770, "the uuid was used for something else");
  if (sequence <= entity.sequence) {
    throw new ApiFault(300_317, `sequence ${sequence} is not above the last one, ${entity.sequence}`);
  }
  if (world.messagesOf(entity).some(({ messageId }) => api.updateTokens.isOpen(messageId))) {
    throw new ApiFault(200_810, "somebody is clicking on the card: it can be updated once that is answered");
  }
  refuse(entity);
  const card = change(entity.card);
  requireCard(api, call, card);
  if (streamingOf(entity, clock.now()) !== "on") requireRate(api, "card", entity.cardId);
  world.changeEntity(entity, card, { sequence, uuid, fingerprint }, clock.now());
  return {};
}
