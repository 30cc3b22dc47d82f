export { type NodeListener, type NodeRequest, type NodeResponse, webhook } from "../webhook/adapters/node.ts";
export type { Receivers, WebhookOptions } from "../webhook/mount.ts";
