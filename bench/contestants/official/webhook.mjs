// @ts-check
import { createServer } from "node:http";
import { adaptDefault } from "@larksuiteoapi/node-sdk";
import { path } from "../../fixtures/signed-request.mjs";
import { listen } from "../listen.mjs";
import { createDispatcher } from "./pipeline.mjs";

export const start = () => listen(createServer(adaptDefault(path, createDispatcher())));
