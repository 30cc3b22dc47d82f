import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EventDispatcher } from "larkwire";
import { Client, type TenantClient } from "larkwire/client";
import { webhook } from "larkwire/node";
import { WSClient, type WSClientStatus } from "larkwire/ws";
import type { SimulatedApp } from "./test-kit/simulated-app.ts";
import type { Simulator } from "./test-kit/simulator.ts";

const logLevel = "silent";

export function createClient({ domain, clock }: Simulator, { appId, appSecret }: SimulatedApp): Client {
  return new Client({ appId, appSecret, domain, clock, logLevel });
}

export function createDispatcher(simulator: Simulator, app: SimulatedApp): EventDispatcher<TenantClient> {
  const { encryptKey, verificationToken } = app;
  const client = createClient(simulator, app);
  return new EventDispatcher({ client, encryptKey, verificationToken, clock: simulator.clock, logLevel });
}

/** A bot of larkwire. */
export interface LarkwireBot extends AsyncDisposable {
  /** Where its long connection stands; a webhook has none. */
  status(): WSClientStatus | undefined;
}

type Dispatcher = ReturnType<typeof createDispatcher>;

/** A client on the long connection that has not been started. It waits half of what it may before it connects again. */
export function createLongConnection(simulator: Simulator, app: SimulatedApp, dispatcher: Dispatcher): WSClient {
  const { appId, appSecret } = app;
  const { domain, clock } = simulator;
  return new WSClient({ appId, appSecret, domain, dispatcher, clock, logLevel, random: () => 0.5 });
}

/** For tests of both sides: a bot of larkwire, with real sockets to the simulator, by either way in. */
export const larkwireWaysIn = {
  "the long connection": async (
    simulator: Simulator,
    app: SimulatedApp,
    dispatcher: Dispatcher,
  ): Promise<LarkwireBot> => {
    const client = createLongConnection(simulator, app, dispatcher);
    await client.start();
    await app.useLongConnection();
    return { status: () => client.status(), [Symbol.asyncDispose]: () => client.close() };
  },
  "an encrypted webhook": async (_: Simulator, app: SimulatedApp, dispatcher: Dispatcher): Promise<LarkwireBot> => {
    const server = createServer(webhook({ "/webhook/event": dispatcher })).listen(0, "127.0.0.1");
    await once(server, "listening");
    await app.useWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/event`);
    const dispose = async (): Promise<void> => {
      server.close();
      server.closeAllConnections();
    };
    return { status: () => undefined, [Symbol.asyncDispose]: dispose };
  },
} as const;
