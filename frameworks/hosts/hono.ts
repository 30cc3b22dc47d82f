import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { webhook } from "larkwire/hono";
import { type Host, listen } from "../host.ts";

export const hono: Host = {
  name: "Hono",
  start: (receivers, options) => {
    const app = new Hono().use(webhook(receivers, options));
    return listen(createAdaptorServer(app) as Server);
  },
  startParsed: (receivers) => {
    const app = new Hono().use(async (context, next) => {
      await context.req.text();
      await next();
    });
    return listen(createAdaptorServer(app.use(webhook(receivers))) as Server);
  },
  streams: true,
  livesOn: true,
};
