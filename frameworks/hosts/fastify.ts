import Fastify from "fastify";
import { webhook } from "larkwire/fastify";
import { certificate } from "../certificate.ts";
import { http2 } from "../client.ts";
import { type Host, toRunning } from "../host.ts";

export const fastify: Host = {
  name: "Fastify 5",
  start: async (receivers, options) => {
    const app = Fastify();
    // Routes beside the webhook keep their own parser.
    app.post("/echo", async (request) => request.body);
    app.register(webhook(receivers, options));
    await app.listen({ port: 0, host: "127.0.0.1" });
    return toRunning(app.server);
  },
  streams: true,
  livesOn: true,
};

export const fastifyOverHttp2: Host = {
  name: "Fastify 5 over HTTP/2",
  start: async (receivers, options) => {
    const app = Fastify({ http2: true, https: certificate });
    app.register(webhook(receivers, options));
    await app.listen({ port: 0, host: "127.0.0.1" });
    return toRunning(app.server);
  },
  client: http2,
  streams: true,
  livesOn: true,
};
