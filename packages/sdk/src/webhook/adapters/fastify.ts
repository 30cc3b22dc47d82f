import { handleRequest } from "../handle-request.ts";
import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";
import { dismissRest, type NodeRequest, type NodeResponse, toHttpRequest, whenClosed } from "../node-listener.ts";

const advice = "let no preParsing hook read the requests of this plugin";

/** What is used of a Fastify request. */
export interface FastifyRequest {
  readonly raw: NodeRequest;
}

/** What is used of a Fastify reply. */
export interface FastifyReply {
  readonly raw: NodeResponse;
  code(status: number): FastifyReply;
  headers(values: Record<string, string>): FastifyReply;
  send(body: string): FastifyReply;
}

/** What is used of a Fastify instance. */
export interface FastifyInstance {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    type: string,
    parse: (request: unknown, body: unknown, done: (error: null) => void) => void,
  ): unknown;
  all(path: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>): unknown;
}

/** A plugin of Fastify. */
export type FastifyPlugin = (instance: FastifyInstance, options: unknown, done: () => void) => void;

/**
 * Answers callbacks and events in Fastify 5: a plugin with routes of its own, whose bodies are left unparsed. Other routes keep their
 * parsers.
 *
 * @param receivers - a dispatcher for every path (or `options.path`), or dispatchers by path
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @example
 * ```ts
 * import Fastify from "fastify";
 * import { EventDispatcher } from "larkwire";
 * import { webhook } from "larkwire/fastify";
 *
 * const dispatcher = new EventDispatcher({ encryptKey, verificationToken });
 * await Fastify().register(webhook({ "/webhook/event": dispatcher })).listen({ port: 7777 });
 * ```
 */
export function webhook(receivers: Receivers, options?: WebhookOptions): FastifyPlugin {
  const mount = createMount(receivers, options);
  return (instance, _, done) => {
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser("*", (_request, _body, parsed) => parsed(null));
    for (const path of mount.paths ?? ["/*"]) instance.all(path, (request, reply) => respond(request, reply, path));
    done();
  };

  async function respond({ raw }: FastifyRequest, reply: FastifyReply, path: string): Promise<unknown> {
    const closing = whenClosed(reply.raw);
    const answer = await handleRequest(mount, toHttpRequest(raw, path, advice));
    closing.settles(answer);
    return reply
      .code(answer.status)
      .headers({ ...answer.headers, ...dismissRest(raw) })
      .send(answer.body);
  }
}
