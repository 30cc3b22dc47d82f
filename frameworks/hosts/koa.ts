import { createServer } from "node:http";
import { createSecureServer } from "node:http2";
import Koa3 from "koa";
import Koa2 from "koa-2";
import bodyParser from "koa-bodyparser";
import { webhook } from "larkwire/koa";
import { certificate } from "../certificate.ts";
import { http2 } from "../client.ts";
import { type Host, listen } from "../host.ts";

/** It would print the requests that break off. */
const silent = (app: Koa3): Koa3 => Object.assign(app, { silent: true });

const hostOf = (name: string, Koa: typeof Koa3): Host => ({
  name,
  start: (receivers, options) => listen(createServer(silent(new Koa()).use(webhook(receivers, options)).callback())),
  startParsed: (receivers, keepBytes) => {
    // koa-bodyparser always keeps the text; a parser that does not is played by one that reads and forgets.
    const forget = async (context: { req: AsyncIterable<unknown> }, next: () => Promise<void>): Promise<void> => {
      for await (const _ of context.req);
      await next();
    };
    const app = new Koa().use(keepBytes ? bodyParser() : forget).use(webhook(receivers));
    return listen(createServer(app.callback()));
  },
  advice: /ctx\.request\.rawBody/,
  streams: true,
  livesOn: true,
});

const overHttp2: Host = {
  name: "Koa 3 over HTTP/2",
  start: (receivers, options) =>
    listen(createSecureServer(certificate, silent(new Koa3()).use(webhook(receivers, options)).callback())),
  client: http2,
  streams: true,
  livesOn: true,
};

export const koaHosts: readonly Host[] = [hostOf("Koa 2", Koa2), hostOf("Koa 3", Koa3), overHttp2];
