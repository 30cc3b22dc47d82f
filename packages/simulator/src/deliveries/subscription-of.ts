import type { CallbackSubscription } from "../console-api/contract.ts";
import type { App } from "../world/entities.ts";
import { legacyClick, legacyUrlOf } from "../world/subscriptions.ts";
import { isCallback } from "./event-payload.ts";

/** Which way a callback or an event of this name goes to an app. */
export function subscriptionOf(app: App, name: string): CallbackSubscription {
  if (name === legacyClick) return { mode: "webhook", requestUrl: legacyUrlOf(app) };
  return isCallback(name) ? app.callbacks : app.events;
}
