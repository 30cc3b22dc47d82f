import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ClickResult, Simulator } from "./index.ts";
import { createDispatcher, type LarkwireBot, larkwireWaysIn } from "./larkwire-bots.ts";
import { startSimulator } from "./simulator.ts";

// Every hundredth click meets a handler that takes 10 s, while the others go on.
const total = process.env.LARKWIRE_LONG === "1" ? 10_000 : 1_000;
const atOnce = 100;
const isSlow = (id: number): boolean => id % 100 === 0;

const cardOf = (id: number) => ({
  schema: "2.0",
  body: {
    elements: [
      {
        tag: "button",
        text: { tag: "plain_text", content: "Approve" },
        behaviors: [{ type: "callback", value: { id } }],
      },
    ],
  },
});
const doneCard = (id: number) => ({ schema: "2.0", body: { elements: [{ tag: "markdown", content: `done ${id}` }] } });

let simulator: Simulator;
let bot: LarkwireBot | undefined;
beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
});
afterEach(async () => {
  await bot?.[Symbol.asyncDispose]();
  await simulator.close();
});

describe.each(["the long connection", "an encrypted webhook"] as const)("over %s", (way) => {
  it(`${total} clicks are answered in time, and each card is the one that its handler gave`, {
    timeout: 120_000,
  }, async () => {
    const app = simulator.createApp({ encryptKey: "an encrypt key" });
    const ada = simulator.createUser({ name: "Ada" });
    const chat = simulator.createChat({ members: [ada], bots: [app] });
    const dispatcher = createDispatcher(simulator, app).onCardAction(async ({ action }) => {
      const { id } = action.value as { id: number };
      if (isSlow(id)) await new Promise<void>((resolve) => void simulator.clock.after(10_000, resolve));
      return { card: { type: "raw", data: doneCard(id) } };
    });
    bot = await larkwireWaysIn[way](simulator, app, dispatcher);

    const clicked: Promise<ClickResult>[] = [];
    while (clicked.length < total) {
      for (let count = 0; count < atOnce; count++) {
        const { message_id } = app.sendCard(chat, cardOf(clicked.length));
        clicked.push(ada.click({ message_id, button: "Approve" }));
      }
      await simulator.advance(2_500);
    }
    const results = await Promise.all(clicked);
    await simulator.advance(10_000);

    for (const [id, { clientCode, latencyMs, toast, card }] of results.entries()) {
      const seen = isSlow(id) ? ["info", cardOf(id), 2_400] : [undefined, doneCard(id), 0];
      expect([clientCode, toast?.type, card, latencyMs]).toEqual([undefined, ...seen]);
    }
    const messages = chat.messages();
    expect(messages).toHaveLength(total);
    for (const [id, { content, revision }] of messages.entries()) {
      expect([content, revision]).toEqual([doneCard(id), 1]);
    }
    const late = simulator.exchanges().flatMap(({ lateUpdates }) => lateUpdates);
    expect(late.length).toBeGreaterThan(0);
    expect(late.filter(({ afterMs, code }) => afterMs !== 10_000 || code !== 0)).toEqual([]);
  });
});
