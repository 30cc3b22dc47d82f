export { webhook } from "../webhook/adapters/nest.ts";
export type { Receivers, WebhookOptions } from "../webhook/mount.ts";
export type { NodeListener, NodeRequest, NodeResponse } from "../webhook/node-listener.ts";
