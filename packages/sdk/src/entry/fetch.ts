export { type FetchHandler, webhook } from "../webhook/adapters/fetch.ts";
export type { Receivers, WebhookOptions } from "../webhook/mount.ts";
