// @ts-check
import { createServer } from "node:http";
import { webhook } from "larkwire/node";
import { path } from "../../fixtures/signed-request.mjs";
import { listen } from "../listen.mjs";
import { createDispatcher } from "./dispatcher.mjs";

export const start = () => listen(createServer(webhook({ [path]: createDispatcher() })));
