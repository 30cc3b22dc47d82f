import { createServer } from "node:http";
import Koa3 from "koa";
import Koa2 from "koa-2";
import bodyParser from "koa-bodyparser";
import { webhook } from "larkwire/koa";
import { type Host, listen } from "../host.ts";

const hostOf = (name: string, Koa: typeof Koa3): Host => ({
  name,
  start: (receivers, options) => listen(createServer(new Koa().use(webhook(receivers, options)).callback())),
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

export const koaHosts: readonly Host[] = [hostOf("Koa 2", Koa2), hostOf("Koa 3", Koa3)];
