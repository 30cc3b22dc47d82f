import { createServer } from "node:http";
import { webhook } from "larkwire/node";
import { type Host, listen } from "../host.ts";

export const node: Host = {
  name: "node:http",
  start: (receivers, options) => listen(createServer(webhook(receivers, options))),
  streams: true,
  livesOn: true,
};
