import { findCardFault } from "../../judge/card-fault.ts";
import type { App } from "../../world/entities.ts";
import type { JsonObject } from "../../world/json.ts";
import { ApiFault } from "../api-fault.ts";
import type { OpenApiContext } from "../open-api-context.ts";

/** What is wrong with a card, in the sub-codes of error 230099. */
export interface CardRefusal {
  readonly subCode: number;
  /** Where in the card; `undefined` for what concerns the whole. */
  readonly path: string | undefined;
  readonly message: string;
}

/** Looks at a card that an API is given: on its own, and against what the platform holds. */
export function findRefusal({ world }: OpenApiContext, app: App, card: JsonObject): CardRefusal | undefined {
  const fault = findCardFault(card);
  if (fault !== undefined) return fault;
  if (world.expand(card) === undefined) return refusal(200_380, "template is not found");
  const imageKey = world.files.foreignImageOf(app, card);
  return imageKey === undefined ? undefined : refusal(200_570, `invalid image key; ErrorValue: ${imageKey}`);
}

/** @throws ApiFault 230099, with the sub-code in its words */
export function refuseCard({ subCode, path, message }: CardRefusal): never {
  const place = path === undefined ? "" : ` ErrPath: ${path};`;
  throw new ApiFault(230_099, `Failed to create card content, ext=ErrCode: ${subCode};${place} ErrMsg: ${message}`);
}

/** A refusal of the whole card. */
export function refusal(subCode: number, message: string): CardRefusal {
  return { subCode, path: undefined, message };
}
