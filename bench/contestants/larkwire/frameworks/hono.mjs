// @ts-check
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { webhook } from "larkwire/hono";

/** @param {import("larkwire/hono").Receivers} receivers */
export const serve = (receivers) => createAdaptorServer(new Hono().use(webhook(receivers)));
