export { webhook } from "../webhook/adapters/node.ts";
export type { NodeListener, NodeRequest, NodeResponse } from "../webhook/adapters/node-listener.ts";
export type { Receivers, WebhookOptions } from "../webhook/mount.ts";
