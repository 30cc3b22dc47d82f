import { toast } from "larkwire";
import { afterEach, describe, expect, it } from "vitest";
import type { SimulatedApp, SimulatedUser, Simulator } from "../index.ts";
import { createDispatcher, createLongConnection, type LarkwireBot, larkwireWaysIn } from "../larkwire-bots.ts";
import { startSimulator } from "../simulator.ts";
import { type Scenario, scenarios } from "./scenarios.ts";

// Each symptom that people have told of, played to larkwire: real sockets, virtual time.
const [second, minute, hour] = [1_000, 60_000, 3_600_000];
const event = "im.message.receive_v1";
const card = {
  schema: "2.0",
  body: {
    elements: [
      {
        tag: "button",
        text: { tag: "plain_text", content: "Approve" },
        behaviors: [{ type: "callback", value: { id: 7 } }],
      },
    ],
  },
};
const lateCard = { schema: "2.0", body: { elements: [{ tag: "markdown", content: "done" }] } };

let simulator: Simulator;
const closing: AsyncDisposable[] = [];

afterEach(async () => {
  simulator.faults.clear();
  const closed = Promise.all(closing.splice(0).map((bot) => bot[Symbol.asyncDispose]()));
  await simulator.advance(5 * second);
  await closed;
  await simulator.close();
});

interface Stage {
  readonly app: SimulatedApp;
  readonly user: SimulatedUser;
  readonly handled: string[];
  readonly bot: LarkwireBot;
}

async function start(way: keyof typeof larkwireWaysIn): Promise<Stage> {
  simulator = await startSimulator({ clock: "virtual", console: false, seed: 7 });
  const app = simulator.createApp({ encryptKey: "an encrypt key" });
  const user = simulator.createUser();
  const handled: string[] = [];
  const dispatcher = createDispatcher(simulator, app)
    .on(event, (_, ctx) => void handled.push(ctx.envelope.id))
    .onCardAction((_, ctx) => {
      handled.push(ctx.envelope.id);
      return { toast: toast.success("approved") };
    });
  const bot = await larkwireWaysIn[way](simulator, app, dispatcher);
  closing.push(bot);
  await simulator.advance(0);
  return { app, user, handled, bot };
}

const click = ({ app, user }: Stage) => {
  const { message_id } = app.sendCard(simulator.createChat({ members: [user], bots: [app] }), card);
  return user.click({ message_id, button: "Approve" });
};

/** Three events and a click while it goes wrong, and nine hours for everything to come to its end. */
async function live(stage: Stage, scenario: Scenario): Promise<readonly string[]> {
  const added = simulator.faults.play(scenario, { app: stage.app });
  // The next ping: where connections are to break, they break before anything is sent.
  await simulator.advance(121 * second);
  const clicked = click(stage);
  const told = [1, 2, 3].map(() => stage.app.trigger(event, { message: { content: "{}" } }));
  await simulator.advance(10 * minute);
  await simulator.advance(9 * hour);
  await clicked;
  expect(added.some(({ struck }) => struck > 0)).toBe(true);
  return (await Promise.all(told)).map(({ event_id }) => event_id);
}

const playedBy = (way: string): [string, Scenario][] =>
  Object.entries<Scenario>(scenarios).filter(([, { steps }]) => {
    const other = way === "the long connection" ? "webhook" : "long-connection";
    const connecting = ["ping", "/ws/v2", "/callback/ws/endpoint"];
    const framed = ["garble", "cardFrame", "reorder", "fragment", "systemBusy", "refuseConnecting", "revokeTickets"];
    const concerns = steps.filter(({ scope, fault }) => {
      if (fault.type === "expireToken" || scope.way === other) return false;
      return way === "the long connection" || !(connecting.includes(scope.name ?? "") || framed.includes(fault.type));
    });
    return concerns.length > 0;
  });

describe.each(["the long connection", "an encrypted webhook"] as const)("over %s, larkwire survives", (way) => {
  it.each(playedBy(way))("%s: each event is handled once, and the next click is answered", async (_, scenario) => {
    const stage = await start(way);
    const events = await live(stage, scenario);

    expect(stage.handled.filter((id) => events.includes(id)).sort()).toEqual([...events].sort());
    expect(new Set(stage.handled).size).toBe(stage.handled.length);
    simulator.faults.clear();
    expect(await click(stage)).toMatchObject({ toast: { content: "approved" }, clientCode: undefined });
    if (way === "the long connection") {
      expect(stage.app.connections).toBe(1);
      expect(stage.bot.status()).toMatchObject({ type: "open" });
    }
  });
});

describe("larkwire", () => {
  it("answers a click that comes as a card frame", async () => {
    const stage = await start("the long connection");
    simulator.faults.play(scenarios.clicksAsCardFrames);

    expect(await click(stage)).toMatchObject({
      toast: { content: "approved" },
      exchange: { request: { headers: { type: "card" } } },
    });
  });

  it("loses nothing that comes with the handshake's answer", async () => {
    const stage = await start("the long connection");
    simulator.faults.add({}, { type: "withHandshake" });
    const told = stage.app.trigger(event, { message: { content: "{}" } });
    await simulator.advance(0);
    expect(stage.handled).toEqual([]);
    const dispatcher = createDispatcher(simulator, stage.app).on(event, () => undefined);
    const newcomer = createLongConnection(simulator, stage.app, dispatcher);
    closing.push({ [Symbol.asyncDispose]: () => newcomer.close() });
    const started = newcomer.start();
    await simulator.advance(0);
    await started;

    expect(await told).toMatchObject({ attempt: 1, answer: { status: 200 }, clientCode: undefined });
  });

  it("updates a card late though its token has expired in the meantime", async () => {
    const { app, user, bot } = await start("the long connection");
    await bot[Symbol.asyncDispose]();
    const dispatcher = createDispatcher(simulator, app).onCardAction(async () => {
      await new Promise<void>((resolve) => void simulator.clock.after(10_000, resolve));
      return { card: { type: "raw", data: lateCard } };
    });
    closing.push(await larkwireWaysIn["the long connection"](simulator, app, dispatcher));
    const chat = simulator.createChat({ members: [user], bots: [app] });
    const [expired] = simulator.faults.play(scenarios.lateCardRefused, { app });
    const clicked = user.click({ message_id: app.sendCard(chat, card).message_id, button: "Approve" });
    await simulator.advance(11 * second);
    await clicked;

    expect(expired?.struck).toBe(1);
    expect(chat.messages()[0]?.content).toEqual(lateCard);
  });

  it.each([
    [1_000_040_351, "DOMAIN"],
    [403, "CONNECTION_REFUSED"],
  ])("says why it cannot connect when discovery answers %i", async (code) => {
    simulator = await startSimulator({ clock: "virtual", console: false });
    const app = simulator.createApp();
    simulator.faults.add({}, code === 403 ? { type: "refuseConnecting", code } : { type: "wrongDomain" });
    const client = createLongConnection(simulator, app, createDispatcher(simulator, app));

    await expect(client.start()).rejects.toMatchObject({ platform: { code } });
  });
});

it("two bots in one chat get the same message, and each handles it", async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  const user = simulator.createUser();
  const handled: string[] = [];
  const bots = [simulator.createApp(), simulator.createApp()];
  for (const app of bots) {
    const dispatcher = createDispatcher(simulator, app).on(
      event,
      ({ message }) => void handled.push(message.message_id),
    );
    closing.push(await larkwireWaysIn["the long connection"](simulator, app, dispatcher));
  }
  await user.send(simulator.createChat({ members: [user], bots }), "hi");

  expect(handled).toHaveLength(2);
  expect(new Set(handled).size).toBe(1);
});

it("goes wrong in the same way for the same seed", async () => {
  const play = async (): Promise<unknown> => {
    const stage = await start("the long connection");
    simulator.faults.add({ probability: 0.3, name: "im.*" }, { type: "dropAnswer" });
    await live(stage, scenarios.repeatsAfterSuccess);
    const record = simulator.exchanges().map(({ event_id, attempt, startedAt }) => [event_id, attempt, startedAt]);
    await closing.pop()?.[Symbol.asyncDispose]();
    await simulator.close();
    return record;
  };
  const first = await play();

  expect(await play()).toEqual(first);
});
