export { type KoaContext, type KoaMiddleware, webhook } from "../webhook/adapters/koa.ts";
export type { Receivers, WebhookOptions } from "../webhook/mount.ts";
export type { NodeRequest, NodeResponse } from "../webhook/node-listener.ts";
