import { z } from "zod";
import { type CardEntity, streamingOf } from "../../world/card-entities.ts";
import type { JsonObject } from "../../world/json.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { additionShape, batchActions, components, toChange } from "./batch-actions.ts";
import {
  addElements,
  changeSettings,
  deleteElements,
  patchElement,
  setContent,
  updateElement,
} from "./card-changes.ts";
import { changeEntity } from "./change-entity.ts";
import { requireCard } from "./entity-check.ts";
import { component, jsonObject, jsonText } from "./json-text.ts";

const invalid = 10_002;
const data = jsonText(jsonObject);
const numbered = z.object({ sequence: z.int32().positive(), uuid: z.string().min(1).max(64).optional() });
const cards = "/open-apis/cardkit/v1/cards";
const element = `${cards}/:card_id/elements/:element_id` as const;

/** `/open-apis/cardkit/v1`: card entities, their components and the streaming of texts. */
export function createCardKitRoutes(api: OpenApiContext): readonly ApiRoute[] {
  const { world, clock } = api;
  const refuseTimedOut =
    (code: number) =>
    (entity: CardEntity): void => {
      if (streamingOf(entity, clock.now()) === "timed out")
        throw new ApiFault(code, "the streaming mode has timed out");
    };
  return [
    apiRoute(
      `POST ${cards}`,
      { invalid, body: z.object({ type: z.enum(["card_json", "template"]), data }) },
      (call) => {
        const { type, data } = call.body;
        const card = expand(type === "template" ? { type, data } : data);
        requireCard(api, call, card);
        return { card_id: world.cardEntities.create(call.app.appId, card, clock.now()).cardId };
      },
    ),
    apiRoute(
      `PUT ${cards}/:card_id`,
      { invalid, body: numbered.extend({ card: z.object({ type: z.literal("card_json"), data }) }) },
      (call) => changeEntity(api, call, () => call.body.card.data),
    ),
    apiRoute(`PATCH ${cards}/:card_id/settings`, { invalid, body: numbered.extend({ settings: data }) }, (call) =>
      changeEntity(api, call, changeSettings(call.body.settings)),
    ),
    apiRoute(
      `POST ${cards}/:card_id/batch_update`,
      { invalid, body: numbered.extend({ actions: jsonText(batchActions) }) },
      (call) => changeEntity(api, call, toChange(call.body.actions)),
    ),
    apiRoute(
      `POST ${cards}/:card_id/elements`,
      { invalid, body: numbered.extend({ ...additionShape, elements: jsonText(components) }) },
      (call) => changeEntity(api, call, addElements(call.body, call.body.elements), refuseTimedOut(200_510)),
    ),
    apiRoute(`PUT ${element}`, { invalid, body: numbered.extend({ element: jsonText(component) }) }, (call) =>
      changeEntity(api, call, updateElement(call.ids.element_id ?? "", call.body.element)),
    ),
    apiRoute(`PATCH ${element}`, { invalid, body: numbered.extend({ partial_element: data }) }, (call) =>
      changeEntity(api, call, patchElement(call.ids.element_id ?? "", call.body.partial_element)),
    ),
    apiRoute(`DELETE ${element}`, { invalid, body: numbered }, (call) =>
      changeEntity(api, call, deleteElements([call.ids.element_id ?? ""])),
    ),
    apiRoute(`PUT ${element}/content`, { invalid, body: numbered.extend({ content: z.string().min(1) }) }, (call) =>
      changeEntity(api, call, setContent(call.ids.element_id ?? "", call.body.content), (entity) => {
        if (streamingOf(entity, clock.now()) === "off") throw new ApiFault(300_309, "the streaming mode is off");
        refuseTimedOut(200_850)(entity);
      }),
    ),
  ];

  /** The card that a template stands for. @throws ApiFault */
  function expand(card: JsonObject): JsonObject {
    const expanded = world.expand(card);
    if (expanded === undefined) throw new ApiFault(200_220, "generating the card failed: the template is not found");
    return expanded;
  }
}
