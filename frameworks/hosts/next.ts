import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { webhook } from "larkwire/next";
import { NextRequest } from "next/server.js";
import { type Host, listen } from "../host.ts";

/** Route handlers get Next's own requests; `npm run test:long` builds and starts a whole app. */
export const next: Host = {
  name: "Next.js",
  start: (receivers, options) => {
    const handle = webhook(receivers, options);
    const toNext = (request: Request): NextRequest => {
      const { method, headers, body } = request;
      return new NextRequest(request.url, { method, headers, ...(body && { body, duplex: "half" }) });
    };
    return listen(createAdaptorServer({ fetch: (request) => handle(toNext(request)) }) as Server);
  },
  streams: true,
  livesOn: false,
};
