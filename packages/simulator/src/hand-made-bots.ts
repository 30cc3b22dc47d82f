import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { readFrame, writeAnswer, writeFrame } from "./gateway/hand-made-frames.ts";
import type { SimulatedApp } from "./test-kit/simulated-app.ts";
import type { Simulator } from "./test-kit/simulator.ts";

/** What a bot is asked, as its handler would see it. */
interface Callback {
  readonly schema: string;
  readonly header: Readonly<Record<string, string>>;
  readonly event: Readonly<Record<string, unknown>> & { readonly token?: string };
}

/** Answers with status 200 and this reply; `undefined` never answers, a number is a status without a reply. */
export type Behaviour = (callback: Callback) => unknown;

/** Bots for tests that know nothing of larkwire: they speak the wire as the documents describe it. */
export interface HandMadeBot extends AsyncDisposable {
  readonly asked: Callback[];
}

/** A bot on the long connection. */
export async function connectBot(simulator: Simulator, app: SimulatedApp, behave: Behaviour): Promise<HandMadeBot> {
  const response = await fetch(`${simulator.domain}/callback/ws/endpoint`, {
    method: "POST",
    body: JSON.stringify({ AppID: app.appId, AppSecret: app.appSecret }),
  });
  const { data } = (await response.json()) as { data: { URL: string } };
  const socket = new WebSocket(data.URL);
  const asked: Callback[] = [];
  socket.on("message", async (bytes: Buffer) => {
    const frame = readFrame(bytes);
    if (frame.method === 0n) return;
    const callback = JSON.parse(Buffer.from(frame.payload, "latin1").toString()) as Callback;
    asked.push(callback);
    const reply = await behave(callback);
    if (reply === undefined) return;
    socket.send(typeof reply === "number" ? writeAnswer(frame, reply) : writeAnswer(frame, 200, reply));
  });
  await once(socket, "open");
  socket.send(writeFrame({ method: 0n, headers: [["type", "ping"]] }));
  return { asked, [Symbol.asyncDispose]: async () => socket.terminate() };
}

/** A bot behind a request URL, without an Encrypt Key. It passes the address check. */
export async function serveBot(behave: Behaviour): Promise<HandMadeBot & { readonly url: string }> {
  const asked: Callback[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Callback & { type?: string; challenge?: string };
    if (body.type === "url_verification") {
      response.end(JSON.stringify({ challenge: body.challenge }));
      return;
    }
    asked.push(body);
    const reply = await behave(body);
    if (reply === undefined) return;
    if (typeof reply === "number") response.writeHead(reply).end();
    else response.end(JSON.stringify(reply));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
  const dispose = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
  };
  return { asked, url, [Symbol.asyncDispose]: dispose };
}
