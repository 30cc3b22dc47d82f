import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { webhook } from "larkwire/fetch";
import { type Host, listen } from "../host.ts";

export const fetchHost: Host = {
  name: "Request → Response",
  start: (receivers, options) => {
    const handle = webhook(receivers, options);
    return listen(createAdaptorServer({ fetch: (request) => handle(request) }) as Server);
  },
  streams: true,
  livesOn: true,
};
