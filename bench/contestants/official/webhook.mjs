// @ts-check
import { createServer } from "node:http";
import { adaptDefault } from "@larksuiteoapi/node-sdk";
import { path } from "../../fixtures/app.mjs";
import { listen } from "../listen.mjs";
import { createDispatcher } from "./dispatcher.mjs";

/** @param {import("../settings.mjs").Settings} settings */
export const start = (settings) => listen(createServer(adaptDefault(path, createDispatcher(settings))));
