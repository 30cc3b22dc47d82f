import { expect, it } from "vitest";
import { transcribeHttp } from "../judge/transcript.ts";
import type { Verdict } from "../judge/verdict.ts";
import type { Envelope } from "./envelope.ts";
import { addLateUpdate, concludeExchange, type Exchange, openExchange, toExchangeView } from "./exchange.ts";
import { ExchangeLog } from "./exchange-log.ts";

const envelope: Envelope = { id: "e", name: "card.action.trigger", appId: "cli_1", body: { schema: "2.0" } };
const open = (id = "x", raw = "body"): Exchange =>
  openExchange(
    { id, way: "webhook", envelope, attempt: 1, messageId: "om_1" },
    transcribeHttp({ "X-Tt-Logid": "l" }, raw),
    100,
  );

it("a question is recorded as it left", () => {
  expect(toExchangeView(open())).toMatchObject({
    app_id: "cli_1",
    event_id: "e",
    attempt: 1,
    name: "card.action.trigger",
    startedAt: 100,
    deadlineMs: 3000,
    request: { body: { schema: "2.0" }, headers: { "X-Tt-Logid": "l" }, raw: "body" },
    answer: undefined,
    latencyMs: undefined,
  });
});

it("an answer is recorded as it came, parsed where it is JSON", () => {
  const answered = (text: string, verdict: Verdict) => {
    const received = transcribeHttp({ a: "b" }, text);
    const answer = { type: "answered", way: "webhook", status: 200, text, received } as const;
    return toExchangeView(concludeExchange(open(), answer, verdict, 12));
  };
  const parsed = answered('{"a":1}', { card: {} });
  const broken = answered("<p>", {});

  expect(parsed).toMatchObject({
    answer: { status: 200, body: { a: 1 }, headers: { a: "b" }, raw: '{"a":1}' },
    latencyMs: 12,
    replacedCard: true,
  });
  expect(broken).toMatchObject({ answer: { body: undefined, raw: "<p>" }, replacedCard: false });
});

it("a late question has no answer", () => {
  const late = concludeExchange(open(), { type: "late" }, {}, 3000);
  expect(toExchangeView(late)).toMatchObject({ answer: undefined, latencyMs: 3000 });
});

it("records are bounded: raw bytes, late updates, and their number", () => {
  expect(toExchangeView(open("x", "y".repeat(1_000_000))).request.raw.length).toBeLessThan(70_000);

  let updated = open();
  for (let count = 0; count < 100; count++)
    updated = addLateUpdate(updated, { afterMs: count, code: 300040, msg: "no" });
  expect(updated.lateUpdates).toHaveLength(20);

  const log = new ExchangeLog(() => undefined);
  for (let count = 0; count < 600; count++) log.put(open(`x${count}`));
  expect(log.list()).toHaveLength(500);
  expect(log.list()[0]?.id).toBe("x100");
});

it("an exchange keeps its place in the log when it changes", () => {
  const told: string[] = [];
  const log = new ExchangeLog(({ id }) => told.push(id));
  log.put(open("first"));
  log.put(open("second"));
  log.put(concludeExchange(open("first"), { type: "late" }, {}, 3000));

  expect(log.list().map(({ id, conclusion }) => [id, conclusion?.latencyMs])).toEqual([
    ["first", 3000],
    ["second", undefined],
  ]);
  expect(told).toEqual(["first", "second", "first"]);
});
