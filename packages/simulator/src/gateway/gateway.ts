import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type Clock, encodeFrame } from "larkwire/protocol";
import { type WebSocket, WebSocketServer } from "ws";
import type { ClientConfig } from "./client-config.ts";
import { Connection } from "./connection.ts";
import { createMessage } from "./data-frames.ts";
import type { GatewayIds } from "./gateway-ids.ts";
import { gatewayLimits } from "./limits.ts";
import { type FrameAnswer, Questions } from "./questions.ts";
import { type Refusal, refusals, refuseUpgrade } from "./refusal.ts";
import { Tickets } from "./tickets.ts";

const path = "/ws/v2";

export interface GatewayOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly ids: GatewayIds;
  readonly clientConfig: ClientConfig;
  /** Longer payloads are split into several frames. */
  readonly fragmentBytes: number;
  /** Told when a client of the app has come or gone. */
  readonly onConnections: (appId: string) => void;
}

/** A message that went out, and what comes of it. */
export interface SentMessage {
  /** One list per frame would repeat itself: these are the headers of the first. */
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly frames: readonly Uint8Array[];
  /** Never rejects. */
  readonly answer: Promise<FrameAnswer>;
}

interface Line {
  readonly connections: Set<Connection>;
  readonly questions: Questions;
}

/** The server side of the long connection: hands out addresses, holds connections, asks and matches answers. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #tickets: Tickets;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: gatewayLimits.maxFrameBytes,
  });
  readonly #lines = new Map<string, Line>();
  #closing = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#tickets = new Tickets(options.ids);
  }

  get clientConfig(): ClientConfig {
    return this.#options.clientConfig;
  }

  /** An address for one connection of the app. @param host - as the client reaches this server, with port */
  addressFor(appId: string, host: string): string {
    return `ws://${host}${path}?${this.#tickets.issue(appId, this.#options.clock.now())}`;
  }

  connections(appId: string): number {
    return this.#lines.get(appId)?.connections.size ?? 0;
  }

  /** To be called for every upgrade request of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const admitted = this.#admit(request);
    if ("status" in admitted) {
      refuseUpgrade(socket, admitted);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#connect(admitted.appId, webSocket));
  }

  /** Sends a message over one random connection of the app; `undefined` where none is online or too much is open already. */
  push(appId: string, payload: string, deadlineMs: number): SentMessage | undefined {
    const line = this.#lines.get(appId);
    if (this.#closing || line === undefined || line.questions.size >= gatewayLimits.maxPending) return undefined;
    const connections = [...line.connections];
    const connection = connections[Math.floor(this.#options.random() * connections.length)];
    if (connection === undefined) return undefined;
    const { clock, ids, fragmentBytes } = this.#options;
    const message = createMessage(Buffer.from(payload), { ids, service: 1, fragmentBytes, now: clock.now() });
    const answer = line.questions.ask(message, deadlineMs);
    const frames = message.frames.map(encodeFrame);
    for (const frame of frames) connection.send(frame);
    return { headers: message.frames[0]?.headers ?? [], frames, answer };
  }

  close(): void {
    this.#closing = true;
    for (const { connections, questions } of this.#lines.values()) {
      questions.close();
      for (const connection of connections) connection.close();
    }
    this.#sockets.close();
  }

  #admit(request: IncomingMessage): { readonly appId: string } | Refusal {
    const url = URL.parse(request.url ?? "", "http://gateway.invalid");
    if (this.#closing) return refusals.closing;
    if (url === null || url.pathname !== path) return refusals.notFound;
    const redeemed = this.#tickets.redeem(url.searchParams, this.#options.clock.now());
    if (redeemed === "unknown") return refusals.ticketInvalid;
    if (redeemed === "forbidden") return refusals.forbidden;
    return this.connections(redeemed.appId) < gatewayLimits.maxConnections ? redeemed : refusals.tooManyConnections;
  }

  #connect(appId: string, webSocket: WebSocket): void {
    const line = this.#lineOf(appId);
    const connection = new Connection(webSocket, this.#options.clientConfig, {
      answered: (frame, bytes) => line.questions.answer(frame, bytes),
      closed: () => {
        line.connections.delete(connection);
        this.#options.onConnections(appId);
      },
    });
    line.connections.add(connection);
    this.#options.onConnections(appId);
  }

  #lineOf(appId: string): Line {
    const known = this.#lines.get(appId);
    if (known !== undefined) return known;
    const line: Line = { connections: new Set(), questions: new Questions(this.#options.clock) };
    this.#lines.set(appId, line);
    return line;
  }
}
