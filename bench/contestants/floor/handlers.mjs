// @ts-check
import { reply } from "../../fixtures/click.mjs";
import { buttonNames, otherNames } from "../settings.mjs";

/** @typedef {{ action: { name: string, value: { id: string } } }} Click */

/** @typedef {(event: Click) => Promise<object | undefined>} Handler */

/**
 * The app's own work, the same for every contestant, found by name in a map.
 * @param {import("../settings.mjs").Settings} settings
 */
export function createHandlers(settings) {
  /** @type {Map<string, Handler>} */
  const handlers = new Map(otherNames(settings).map((name) => [name, async () => undefined]));
  /** @type {Handler} */
  const approve = async (event) => reply(event.action.value.id);
  const buttons = new Map(buttonNames(settings).map((name) => [name, approve]));
  /** @type {Handler} */
  const press = (event) => /** @type {Handler} */ (buttons.get(event.action.name))(event);
  return handlers.set("card.action.trigger", settings.routes === 0 ? approve : press);
}
