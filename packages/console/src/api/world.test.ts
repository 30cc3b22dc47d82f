import type { ExchangeView, MessageView } from "@larkwire/simulator/contract";
import { describe, expect, it } from "vitest";
import { adoptExchange, applyEvent, emptyWorld, isWaiting, toWorld, worldLimits } from "./world.ts";

const message = (message_id: string, revision = 0): MessageView => ({
  message_id,
  chat_id: "oc_1",
  sender: { type: "app", id: "cli_1", name: "Leave bot" },
  msg_type: "interactive",
  content: { revision },
  createdAt: 1,
  updatedAt: 1 + revision,
  revision,
  deleted: false,
  onlyFor: undefined,
  urged: [],
  readBy: [],
  reactions: [],
  links: [],
});

const exchange = (id: string, fields: Partial<ExchangeView> = {}): ExchangeView => ({
  id,
  app_id: "cli_1",
  name: "card.action.trigger",
  event_id: "e1",
  attempt: 1,
  way: "long-connection",
  message_id: "om_1",
  startedAt: 0,
  deadlineMs: 3000,
  request: { body: {}, headers: {}, raw: "" },
  answer: undefined,
  latencyMs: undefined,
  toast: undefined,
  clientCode: undefined,
  replacedCard: false,
  lateUpdates: [],
  ...fields,
});

describe("the world", () => {
  it("appends what is new and replaces what is known where it stands", () => {
    const events = [message("om_1"), message("om_2"), message("om_1", 1)];

    const world = events.reduce((state, item) => applyEvent(state, { type: "message", message: item }), emptyWorld);

    expect(world.messages.map(({ message_id, revision }) => [message_id, revision])).toEqual([
      ["om_1", 1],
      ["om_2", 0],
    ]);
  });

  it("does not let an older revision of a card undo a newer one", () => {
    const world = applyEvent(emptyWorld, { type: "message", message: message("om_1", 2) });

    expect(applyEvent(world, { type: "message", message: message("om_1", 1) })).toBe(world);
  });

  it("keeps the newest messages and exchanges only", () => {
    const messages = Array.from({ length: worldLimits.maxMessages + 5 }, (_, index) => message(`om_${index}`));
    const exchanges = Array.from({ length: worldLimits.maxExchanges }, (_, index) => exchange(`x${index}`));

    const world = toWorld({ apps: [], users: [], chats: [], messages, exchanges });
    const later = applyEvent(world, { type: "exchange", exchange: exchange("newest") });

    expect(world.messages[0]?.message_id).toBe("om_5");
    expect(later.exchanges).toHaveLength(worldLimits.maxExchanges);
    expect(later.exchanges.at(-1)?.id).toBe("newest");
    expect(later.exchanges[0]?.id).toBe("x1");
  });

  it("follows apps, users and chats", () => {
    const app = { app_id: "cli_1", name: "Bot", type: "self-built", connections: 1 } as const;
    const callbacks = { mode: "long-connection" } as const;

    const world = [
      { type: "app", app: { ...app, callbacks } },
      { type: "app", app: { ...app, callbacks, connections: 2 } },
      { type: "user", user: { open_id: "ou_1", name: "Mei" } },
      { type: "chat", chat: { chat_id: "oc_1", name: "Team", members: ["ou_1"], bots: ["cli_1"] } },
    ].reduce((state, event) => applyEvent(state, event as Parameters<typeof applyEvent>[1]), emptyWorld);

    expect(world.apps.map(({ connections }) => connections)).toEqual([2]);
    expect(world.users).toHaveLength(1);
    expect(world.chats).toHaveLength(1);
  });

  it("takes a click's exchange unless the stream has already told how it ended", () => {
    const waiting = applyEvent(emptyWorld, { type: "exchange", exchange: exchange("x1") });
    const answered = exchange("x1", { latencyMs: 80 });
    const updatedLater = exchange("x1", { latencyMs: 80, lateUpdates: [{ afterMs: 900, code: 0, msg: "ok" }] });

    expect(adoptExchange(waiting, answered).exchanges).toEqual([answered]);
    const settled = applyEvent(waiting, { type: "exchange", exchange: updatedLater });
    expect(adoptExchange(settled, answered).exchanges).toEqual([updatedLater]);
  });

  it("waits for an app until there is an answer or a client code", () => {
    const clientCode = { code: 200341, cause: "no answer in time", mend: "answer sooner" };

    expect(isWaiting(exchange("x1"))).toBe(true);
    expect(isWaiting(exchange("x1", { clientCode }))).toBe(false);
    expect(isWaiting(exchange("x1", { latencyMs: 12 }))).toBe(false);
  });
});
