export {
  type FastifyInstance,
  type FastifyPlugin,
  type FastifyReply,
  type FastifyRequest,
  webhook,
} from "../webhook/adapters/fastify.ts";
export type { Receivers, WebhookOptions } from "../webhook/mount.ts";
export type { NodeRequest, NodeResponse } from "../webhook/node-listener.ts";
