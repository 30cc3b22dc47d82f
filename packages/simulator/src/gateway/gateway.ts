import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "larkwire/protocol";
import { type WebSocket, WebSocketServer } from "ws";
import { answerDeadlineMs } from "../deliveries/deadlines.ts";
import { Timers } from "../deliveries/timers.ts";
import { type DeliveryPlan, smoothDelivery } from "../faults/delivery-plan.ts";
import type { Faults } from "../faults/faults.ts";
import type { QuirkSwitches } from "../world/quirk-switches.ts";
import { type ClientConfig, toClientConfig } from "./client-config.ts";
import { Connection } from "./connection.ts";
import { DataFrames, type Message } from "./data-frames.ts";
import type { GatewayIds } from "./gateway-ids.ts";
import { gatewayLimits } from "./limits.ts";
import { type FrameAnswer, Questions } from "./questions.ts";
import { type Refusal, refusals, refuseUpgrade } from "./refusal.ts";
import { Tickets } from "./tickets.ts";

const path = "/ws/v2";
const way = "long-connection";

export interface GatewayOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly ids: GatewayIds;
  readonly faults: Faults;
  /** What is missing is as the platform has it. */
  readonly clientConfig: Partial<ClientConfig>;
  readonly quirks: QuirkSwitches;
  /** Longer payloads are split into several frames. */
  readonly fragmentBytes: number;
  /** Told when a client of the app has come or gone. */
  readonly onConnections: (appId: string) => void;
}

/** A message that went out, and what comes of it. */
export interface SentMessage {
  /** As they went out. */
  readonly frames: readonly Uint8Array[];
  /** As they were before a fault cut them. */
  readonly message: Message;
  /** Never rejects. */
  readonly answer: Promise<FrameAnswer>;
  readonly letter: Letter;
  readonly connection: Connection;
}

/** A message on its way to an app. */
interface Letter {
  readonly appId: string;
  readonly payload: string | Uint8Array;
  readonly plan: DeliveryPlan;
}

interface Line {
  readonly connections: Connection[];
  readonly questions: Questions;
  /** What leaves with the answer to the next handshake. */
  readonly early: Set<(connection: Connection) => void>;
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
  readonly #frames: DataFrames;
  readonly #lines = new Map<string, Line>();
  readonly #timers: Timers;
  /** Handshakes that a fault leaves without an answer. */
  readonly #hanging = new Set<Duplex>();
  #closing = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#tickets = new Tickets(options.ids);
    this.#frames = new DataFrames(options.ids, options.fragmentBytes);
    this.#timers = new Timers(options.clock);
  }

  get clientConfig(): ClientConfig {
    return toClientConfig(this.#options.clientConfig, this.#options.quirks.current);
  }

  /** An address for one connection of the app. @param host - as the client reaches this server, with port */
  addressFor(appId: string, host: string): string {
    return `ws://${host}${path}?${this.#tickets.issue(appId, this.#options.clock.now())}`;
  }

  connections(appId: string): number {
    return this.#lines.get(appId)?.connections.length ?? 0;
  }

  /** Whether an app has as many connections as it may have. */
  isFull(appId: string): boolean {
    return this.connections(appId) >= this.#options.quirks.current.maxConnections;
  }

  /** To be called for every upgrade request of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const admitted = this.#admit(request);
    if (admitted === "hang") {
      this.#hanging.add(socket);
      socket.on("error", () => socket.destroy()).on("close", () => this.#hanging.delete(socket));
      return;
    }
    if ("status" in admitted) {
      refuseUpgrade(socket, admitted);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      this.#connect(admitted.appId, webSocket, socket);
    });
  }

  /** Sends a message over one random connection of the app; `undefined` where none is online or too much is open already. */
  push(appId: string, payload: string | Uint8Array, plan: DeliveryPlan = smoothDelivery): SentMessage | undefined {
    return this.#push({ appId, payload, plan }, undefined);
  }

  /** Sends the same payload once more, over another connection where there is one. */
  pushAgain({ letter, connection }: SentMessage): SentMessage | undefined {
    return this.#push({ ...letter, plan: smoothDelivery }, connection);
  }

  close(): void {
    this.#closing = true;
    this.#timers.close();
    for (const { connections, questions } of this.#lines.values()) {
      questions.close();
      for (const connection of [...connections]) connection.close();
    }
    for (const socket of this.#hanging) socket.destroy();
    this.#sockets.close();
  }

  #push(letter: Letter, avoided: Connection | undefined): SentMessage | undefined {
    const { appId, payload, plan } = letter;
    const line = this.#lines.get(appId);
    if (this.#closing || line === undefined || line.questions.size >= gatewayLimits.maxPending) return undefined;
    const connection = this.#choose(line, avoided);
    if (connection === undefined) return undefined;
    const { framing } = plan;
    const message = this.#frames.write(payload, { ...framing, now: this.#options.clock.now() });
    const inOrder = framing.garbled ? message.frames.map(cut) : message.frames;
    const frames = framing.reversed ? [...inOrder].reverse() : inOrder;
    const answer = line.questions.ask(message, plan.dropAnswer);
    // The usual case, which is to cost little.
    if (plan === smoothDelivery) send(connection, frames, plan, this.#timers);
    else this.#sendLater(line, connection, frames, plan, answer);
    return { frames, message, answer, letter, connection };
  }

  #sendLater(
    { early }: Line,
    connection: Connection,
    frames: readonly Uint8Array[],
    plan: DeliveryPlan,
    answer: Promise<FrameAnswer>,
  ): void {
    const sendOver = (chosen: Connection): void => send(chosen, frames, plan, this.#timers);
    if (plan.connection.withHandshake) {
      early.add(sendOver);
      void answer.then(() => early.delete(sendOver));
    } else if (plan.delayMs < answerDeadlineMs) {
      void answer.then(this.#timers.after(plan.delayMs, () => sendOver(connection)));
    }
  }

  #choose({ connections }: Line, avoided: Connection | undefined): Connection | undefined {
    const index = Math.floor(this.#options.random() * connections.length);
    const connection = connections[index];
    if (connection !== avoided && connection?.leaving === false) return connection;
    const usable = connections.filter((each) => !each.leaving);
    const others = usable.filter((each) => each !== avoided);
    const choice = others.length > 0 ? others : usable;
    return choice[index % choice.length];
  }

  #admit(request: IncomingMessage): { readonly appId: string } | Refusal | "hang" {
    const url = URL.parse(request.url ?? "", "http://gateway.invalid");
    if (this.#closing) return refusals.closing;
    if (url === null || url.pathname !== path) return refusals.notFound;
    const redeemed = this.#tickets.redeem(url.searchParams, this.#options.clock.now());
    if (redeemed === "unknown") return refusals.ticketInvalid;
    if (redeemed === "forbidden") return refusals.forbidden;
    const { appId } = redeemed;
    const fault = this.#options.faults.strikeOnce({ appId, name: path, way }, [
      "revokeTickets",
      "connectionLimit",
      "hang",
    ]);
    if (fault?.type === "hang") return "hang";
    if (fault?.type === "revokeTickets") return refusals.ticketInvalid;
    return fault !== undefined || this.isFull(appId) ? refusals.tooManyConnections : redeemed;
  }

  #connect(appId: string, webSocket: WebSocket, stream: Duplex): void {
    const line = this.#lineOf(appId);
    const connection = new Connection(webSocket, stream, () => this.clientConfig, {
      pinged: () => {
        const occasion = { appId, name: "ping", way, byNameOnly: true } as const;
        const fault = this.#options.faults.strikeOnce(occasion, ["halfOpen", "close"]);
        if (fault?.type === "halfOpen") connection.fallSilent();
        else if (fault !== undefined) connection.hangUp(fault.code);
      },
      answered: (frame, bytes) => line.questions.answer(frame, bytes),
      closed: () => {
        line.connections.splice(line.connections.indexOf(connection), 1);
        this.#options.onConnections(appId);
      },
    });
    line.connections.push(connection);
    for (const sendOver of line.early) sendOver(connection);
    line.early.clear();
    this.#options.onConnections(appId);
  }

  #lineOf(appId: string): Line {
    const known = this.#lines.get(appId);
    if (known !== undefined) return known;
    const line: Line = {
      connections: [],
      questions: new Questions(this.#options.clock, answerDeadlineMs),
      early: new Set(),
    };
    this.#lines.set(appId, line);
    return line;
  }
}

function send(
  connection: Connection,
  frames: readonly Uint8Array[],
  { bytesPerSecond, connection: { halfOpen, closeCode } }: DeliveryPlan,
  timers: Timers,
): void {
  if (halfOpen) connection.fallSilent();
  for (const frame of frames) {
    if (bytesPerSecond === undefined) connection.send(frame);
    else connection.sendSlowly(frame, bytesPerSecond, timers);
  }
  if (closeCode !== undefined) connection.hangUp(closeCode);
}

/** The first half. */
function cut(frame: Uint8Array): Uint8Array {
  return frame.subarray(0, frame.length >> 1);
}
