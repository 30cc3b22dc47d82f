// @ts-check
import { EventDispatcher } from "larkwire";
import { reply } from "../../fixtures/click.mjs";
import { encryptKey } from "../../fixtures/signed-request.mjs";

/** As an app makes it: every default stays on. */
export const createDispatcher = () =>
  new EventDispatcher({ encryptKey, logLevel: "warn" }).onCardAction(async (event) =>
    reply(/** @type {{ id: string }} */ (event.action.value).id),
  );
