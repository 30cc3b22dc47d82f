import { createServer } from "node:http";
import { createSecureServer } from "node:http2";
import { createServer as createTlsServer } from "node:https";
import { webhook } from "larkwire/node";
import { certificate } from "../certificate.ts";
import { http1OverTls, http2 } from "../client.ts";
import { type Host, listen } from "../host.ts";

const capable = { streams: true, livesOn: true } as const;

export const nodeHosts: readonly Host[] = [
  {
    name: "node:http",
    start: (receivers, options) => listen(createServer(webhook(receivers, options))),
    ...capable,
  },
  {
    name: "node:https",
    start: (receivers, options) => listen(createTlsServer(certificate, webhook(receivers, options))),
    client: http1OverTls,
    ...capable,
  },
  {
    name: "node:http2",
    start: (receivers, options) => listen(createSecureServer(certificate, webhook(receivers, options))),
    client: http2,
    ...capable,
  },
  {
    name: "node:http2 with allowHTTP1, spoken to in HTTP/1.1",
    start: (receivers, options) =>
      listen(createSecureServer({ ...certificate, allowHTTP1: true }, webhook(receivers, options))),
    client: http1OverTls,
    ...capable,
  },
];
