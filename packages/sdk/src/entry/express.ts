export { webhook } from "../webhook/adapters/express.ts";
export type { Receivers, WebhookOptions } from "../webhook/mount.ts";
export type { NodeListener, NodeRequest, NodeResponse } from "../webhook/node-listener.ts";
