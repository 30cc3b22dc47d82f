// @ts-check
import { EventDispatcher, LoggerLevel } from "@larksuiteoapi/node-sdk";
import { encryptKey, verificationToken } from "../../fixtures/app.mjs";
import { reply } from "../../fixtures/click.mjs";
import { buttonNames, otherNames } from "../settings.mjs";

/**
 * The official SDK hands the handler a flattened payload. It has one handler for all clicks, so the app chooses by a map,
 * and it has no deduplication.
 * @param {import("../settings.mjs").Settings} settings
 */
export function createDispatcher(settings) {
  const secrets = settings.encrypted ? { encryptKey } : { verificationToken };
  const approve = async (/** @type {any} */ data) => reply(data.action.value.id);
  const buttons = new Map(buttonNames(settings).map((name) => [name, approve]));
  const press = (/** @type {any} */ data) => buttons.get(data.action.name)?.(data);
  return new EventDispatcher({ ...secrets, loggerLevel: LoggerLevel.error })
    .register(Object.fromEntries(otherNames(settings).map((name) => [name, async () => undefined])))
    .register({ "card.action.trigger": settings.routes === 0 ? approve : press });
}
