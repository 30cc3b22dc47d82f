import { z } from "zod";
import type { JsonObject } from "../../world/json.ts";
import {
  type Addition,
  addElements,
  type Change,
  changeSettings,
  deleteElements,
  patchElement,
  updateElement,
} from "./card-changes.ts";
import { component, jsonObject } from "./json-text.ts";

/** Where components are added. */
export const additionShape: { readonly [Name in keyof Addition]-?: z.ZodType<Addition[Name]> } = {
  type: z.enum(["insert_before", "insert_after", "append"]),
  target_element_id: z.string().optional(),
};
export const components: z.ZodType<readonly JsonObject[]> = z.array(component).min(1);

type BatchAction =
  | { readonly action: "partial_update_setting"; readonly params: { readonly settings: JsonObject } }
  | { readonly action: "add_elements"; readonly params: Addition & { readonly elements: readonly JsonObject[] } }
  | { readonly action: "delete_elements"; readonly params: { readonly element_ids: readonly string[] } }
  | {
      readonly action: "partial_update_element";
      readonly params: { readonly element_id: string; readonly partial_element: JsonObject };
    }
  | {
      readonly action: "update_element";
      readonly params: { readonly element_id: string; readonly element: JsonObject };
    };

const element_id = z.string();
export const batchActions: z.ZodType<readonly BatchAction[]> = z
  .array(
    z.discriminatedUnion("action", [
      z.object({ action: z.literal("partial_update_setting"), params: z.object({ settings: jsonObject }) }),
      z.object({ action: z.literal("add_elements"), params: z.object({ ...additionShape, elements: components }) }),
      z.object({ action: z.literal("delete_elements"), params: z.object({ element_ids: z.array(element_id).min(1) }) }),
      z.object({
        action: z.literal("partial_update_element"),
        params: z.object({ element_id, partial_element: jsonObject }),
      }),
      z.object({ action: z.literal("update_element"), params: z.object({ element_id, element: component }) }),
    ]),
  )
  .min(1);

/** All of them, one after the other, or none. @throws ApiFault */
export function toChange(actions: readonly BatchAction[]): Change {
  const changes = actions.map(toOneChange);
  return (card) => changes.reduce((changed, change) => change(changed), card);
}

function toOneChange({ action, params }: BatchAction): Change {
  switch (action) {
    case "partial_update_setting":
      return changeSettings(params.settings);
    case "add_elements":
      return addElements(params, params.elements);
    case "delete_elements":
      return deleteElements(params.element_ids);
    case "partial_update_element":
      return patchElement(params.element_id, params.partial_element);
    case "update_element":
      return updateElement(params.element_id, params.element);
  }
}
