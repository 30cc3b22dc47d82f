import { createServer } from "node:http";
import express5 from "express";
import express4 from "express-4";
import { webhook } from "larkwire/express";
import { type Host, listen } from "../host.ts";

const hostOf = (name: string, express: typeof express5): Host => ({
  name,
  start: (receivers, options) => listen(createServer(express().use(webhook(receivers, options)))),
  startParsed: (receivers, keepBytes) => {
    const keep = (request: object, _: unknown, bytes: Buffer): void => void Object.assign(request, { rawBody: bytes });
    const app = express().use(keepBytes ? express.json({ verify: keep }) : express.json());
    return listen(createServer(app.use(webhook(receivers))));
  },
  advice: /express\.json/,
  streams: true,
  livesOn: true,
});

export const expressHosts: readonly Host[] = [hostOf("Express 4", express4), hostOf("Express 5", express5)];
