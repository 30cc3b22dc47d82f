import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { toast } from "larkwire";
import { Client } from "larkwire/client";
import { WSClient } from "larkwire/ws";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "./index.ts";
import { createDispatcher } from "./larkwire-bots.ts";
import { startSimulator } from "./simulator.ts";

let simulator: Simulator;
const sockets = new Set<Duplex>();
const proxy = createServer();
/** Where it was asked to connect to. */
let asked: (string | undefined)[];

beforeEach(async () => {
  simulator = await startSimulator({ console: false });
  asked = [];
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  proxy.close();
  await simulator.close();
});

proxy.on("connect", (request, socket: Duplex) => {
  asked.push(request.url);
  const { hostname, port } = new URL(`http://${request.url}`);
  const upstream = connect(Number(port), hostname);
  for (const end of [socket, upstream]) {
    sockets.add(end);
    end.on("error", () => undefined);
  }
  socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
  socket.pipe(upstream).pipe(socket);
});

describe("larkwire behind a proxy", () => {
  it("answers clicks over the long connection, and calls the platform", async () => {
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const { domain } = simulator;
    const app = simulator.createApp();
    const ada = simulator.createUser({ name: "Ada" });
    const chat = simulator.createChat({ members: [ada], bots: [app] });
    const { appId, appSecret } = app;
    const dispatcher = createDispatcher(simulator, app).onCardAction(() => ({ toast: toast.success("Done") }));
    const options = { appId, appSecret, domain, proxy: address, logLevel: "silent" } as const;
    const bot = new WSClient({ ...options, dispatcher });

    await bot.start();
    const text = { tag: "plain_text", content: "Approve" };
    const button = { tag: "button", text, behaviors: [{ type: "callback", value: {} }] };
    const { message_id } = app.sendCard(chat, { schema: "2.0", body: { elements: [button] } });
    const click = await ada.click({ message_id, button: "Approve" });
    const { data } = await new Client(options).im.message.get({ path: { message_id } });
    await bot.close();

    expect(click).toMatchObject({ toast: { type: "success", content: "Done" } });
    expect(data.items[0]?.message_id).toBe(message_id);
    // The request for the address, the WebSocket, and one tunnel for the calls.
    expect(asked).toEqual(Array(3).fill(new URL(domain).host));
  });
});
