export { type NextRouteHandler, type NextWebhookOptions, webhook } from "../webhook/adapters/next.ts";
export type { Receivers } from "../webhook/mount.ts";
