import { once } from "node:events";
import type { ServerHttp2Session } from "node:http2";
import type { AddressInfo, Server } from "node:net";
import type { Receivers, WebhookOptions } from "larkwire/node";
import type { Client } from "./client.ts";

/** A running server. */
export interface Running {
  readonly port: number;
  /** Takes no new connections, and resolves when the open ones are done. */
  close(): Promise<void>;
}

/** One framework, and what it can do. */
export interface Host {
  readonly name: string;
  start(receivers: Receivers, options?: WebhookOptions): Promise<Running>;
  /** The same, behind the framework's own parser of JSON. */
  startParsed?(receivers: Receivers, keepBytes: boolean): Promise<Running>;
  /** What the error names when the parser kept nothing. */
  readonly advice?: RegExp;
  /** Who asks. Default: HTTP/1.1 without TLS. */
  readonly client?: Client;
  /** Whether requests reach the adapter in pieces, as they come. */
  readonly streams: boolean;
  /** Whether work may go on after the answer. */
  readonly livesOn: boolean;
}

/** Listens on a free port of the loopback. */
export async function listen(server: Server): Promise<Running> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return toRunning(server);
}

export function toRunning(server: Server): Running {
  const sessions = new Set<ServerHttp2Session>();
  server.on("session", (session: ServerHttp2Session) => sessions.add(session));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        // Connections that are kept alive are let go of as soon as their answer has left.
        const letGo = setInterval(() => speaksHttp1(server) && server.closeIdleConnections(), 10);
        for (const session of sessions) session.close();
        server.close(() => {
          clearInterval(letGo);
          resolve();
        });
      }),
  };
}

function speaksHttp1(server: Server): server is Server & { closeIdleConnections(): void } {
  return "closeIdleConnections" in server;
}
