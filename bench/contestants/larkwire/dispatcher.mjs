// @ts-check
import { EventDispatcher } from "larkwire";
import { encryptKey, verificationToken } from "../../fixtures/app.mjs";
import { reply } from "../../fixtures/click.mjs";
import { buttonNames, otherNames } from "../settings.mjs";

/** As an app makes it: every default stays on, except what the row is about. @param {import("../settings.mjs").Settings} settings */
export function createDispatcher(settings) {
  const secrets = settings.encrypted ? { encryptKey } : { verificationToken };
  const dedupe = settings.dedupe ? undefined : /** @type {const} */ (false);
  const dispatcher = new EventDispatcher({ ...secrets, dedupe, logLevel: "warn" });
  for (const name of otherNames(settings)) dispatcher.on(name, async () => undefined);
  /** @param {import("larkwire").CardActionEvent} event */
  const approve = async (event) => reply(/** @type {{ id: string }} */ (event.action.value).id);
  if (settings.routes === 0) return dispatcher.onCardAction(approve);
  for (const name of buttonNames(settings)) dispatcher.onCardAction({ name }, approve);
  return dispatcher;
}
