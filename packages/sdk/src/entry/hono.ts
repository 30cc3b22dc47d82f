export { type HonoContext, type HonoMiddleware, webhook } from "../webhook/adapters/hono.ts";
export type { Receivers, WebhookOptions } from "../webhook/mount.ts";
