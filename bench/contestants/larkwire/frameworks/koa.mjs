// @ts-check
import { createServer } from "node:http";
import Koa from "koa";
import { webhook } from "larkwire/koa";

/** @param {import("larkwire/koa").Receivers} receivers */
export const serve = (receivers) => createServer(new Koa().use(webhook(receivers)).callback());
