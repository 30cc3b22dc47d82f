import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { adaptDefault, EventDispatcher, WSClient } from "@larksuiteoapi/node-sdk";
import { type SimulatedApp, type Simulator, type SimulatorOptions, startSimulator } from "@larkwire/simulator";
import { afterEach } from "vitest";

// The official SDK as its users install it, and the simulator that it is connected to.

const silent = () => {};
export const logger = { error: silent, warn: silent, info: silent, debug: silent, trace: silent };
export const question = {
  schema: "2.0",
  body: {
    elements: [
      {
        tag: "button",
        text: { tag: "plain_text", content: "Approve" },
        behaviors: [{ type: "callback", value: { id: "42", note: "同意 👍" } }],
      },
    ],
  },
};
export const approved = { schema: "2.0", body: { elements: [{ tag: "markdown", content: "**Approved** ✅" }] } };
export const approval = { toast: { type: "success", content: "已批准 42" }, card: { type: "raw", data: approved } };

/** What was opened in a test, in order; closed from the end. */
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

export async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ console: false, ...options });
  closers.push(() => simulator.close());
  return simulator;
}

/** An app with a card of its own in a chat where somebody can click. */
export function scene(simulator: Simulator, options: { readonly encryptKey?: string } = {}) {
  const app = simulator.createApp({ name: "Approvals", ...options });
  const user = simulator.createUser({ name: "Mei" });
  const chat = simulator.createChat({ members: [user], bots: [app] });
  const { message_id } = app.sendCard(chat, question);
  return { app, user, chat, message_id };
}

/** The official types do not know the callbacks. */
type Handlers = Parameters<EventDispatcher["register"]>[0] & {
  "card.action.trigger"?: (data: { readonly action: { readonly value: unknown } }) => Promise<unknown>;
  "url.preview.get"?: (data: {
    readonly context: { readonly url: string; readonly preview_token: string };
  }) => Promise<unknown>;
};

/** Resolves once the official client is connected; rejects where it gives up. */
export function connect({ domain }: Simulator, app: Pick<SimulatedApp, "appId" | "appSecret">, handlers: Handlers) {
  const eventDispatcher = new EventDispatcher({ logger }).register(handlers);
  return new Promise<void>((resolve, reject) => {
    const { appId, appSecret } = app;
    const client = new WSClient({ appId, appSecret, domain, logger, onReady: resolve, onError: reject });
    closers.push(() => client.close({ force: true }));
    client.start({ eventDispatcher }).catch(reject);
  });
}

/** Serves the official adapter and gives its URL. */
export async function serve(
  dispatcher: EventDispatcher,
  options?: { readonly autoChallenge: boolean },
): Promise<string> {
  const server: Server = createServer(adaptDefault("/webhook/event", dispatcher, options));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/event`;
}
