// @ts-check
import Fastify from "fastify";
import { webhook } from "larkwire/fastify";

/** @param {import("larkwire/fastify").Receivers} receivers */
export async function serve(receivers) {
  const app = Fastify();
  app.register(webhook(receivers));
  await app.ready();
  return app.server;
}
