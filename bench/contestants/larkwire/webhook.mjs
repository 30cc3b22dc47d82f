// @ts-check
import { createServer } from "node:http";
import { webhook } from "larkwire/node";
import { path } from "../../fixtures/app.mjs";
import { listen } from "../listen.mjs";
import { createDispatcher } from "./dispatcher.mjs";

/** @param {import("../settings.mjs").Settings} settings */
export const start = (settings) => listen(createServer(webhook({ [path]: createDispatcher(settings) })));
