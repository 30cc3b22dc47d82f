// @ts-check
import { createServer } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import { webhook as inExpress } from "larkwire/express";
import { webhook as inFastify } from "larkwire/fastify";
import { webhook as inHono } from "larkwire/hono";
import { webhook as inKoa } from "larkwire/koa";
import { path } from "../../fixtures/app.mjs";
import { listen } from "../listen.mjs";
import { createDispatcher } from "./dispatcher.mjs";

/** @type {Record<string, (receivers: Record<string, any>) => any>} */
const servers = {
  express: (receivers) => createServer(express().use(inExpress(receivers))),
  koa: (receivers) => createServer(new Koa().use(/** @type {any} */ (inKoa(receivers))).callback()),
  fastify: async (receivers) => {
    const app = Fastify();
    app.register(/** @type {any} */ (inFastify(receivers)));
    await app.ready();
    return app.server;
  },
  hono: (receivers) => createAdaptorServer(new Hono().use(/** @type {any} */ (inHono(receivers)))),
};

/** @param {import("../settings.mjs").Settings} settings */
export async function start(settings) {
  return listen(await servers[String(settings.framework)]?.({ [path]: createDispatcher(settings) }));
}
