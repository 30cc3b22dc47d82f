import type { ExchangeView } from "@larkwire/simulator/contract";
import { describe, expect, it } from "vitest";
import { describeRequest } from "./describe-request.ts";
import { hexDump, isHex } from "./hex-dump.ts";
import { latencyScale } from "./latency-scale.ts";
import { formatDuration, outcomeOf } from "./outcome.ts";

const exchange = (fields: Partial<ExchangeView>): ExchangeView => ({
  id: "x1",
  app_id: "cli_1",
  name: "card.action.trigger",
  event_id: "e1",
  attempt: 1,
  way: "webhook",
  message_id: undefined,
  startedAt: 0,
  deadlineMs: 3000,
  request: { body: {}, headers: {}, raw: "" },
  answer: { status: 200, body: {}, headers: {}, raw: "{}" },
  latencyMs: 40,
  toast: undefined,
  clientCode: undefined,
  replacedCard: false,
  lateUpdates: [],
  ...fields,
});

describe("an exchange at a glance", () => {
  it("is tight from the moment on at which larkwire answers by itself", () => {
    expect(outcomeOf(exchange({}))).toBe("answered");
    expect(outcomeOf(exchange({ latencyMs: 2400 }))).toBe("tight");
  });

  it("waits, or has failed", () => {
    const clientCode = { code: 200672, cause: "wrong format", mend: "send an object" };

    expect(outcomeOf(exchange({ answer: undefined, latencyMs: undefined }))).toBe("waiting");
    expect(outcomeOf(exchange({ clientCode }))).toBe("failed");
  });

  it("says durations as people do", () => {
    expect([3.6, 412, 2400, 2412, 7600, 12_340, 200_000].map(formatDuration)).toEqual([
      "4 ms",
      "412 ms",
      "2.4 s",
      "2.41 s",
      "7.6 s",
      "12.3 s",
      "3 min 20 s",
    ]);
  });
});

describe("a request in one line", () => {
  it("tells who clicked what", () => {
    const event = { operator: { open_id: "ou_1" }, action: { tag: "button", value: { id: 42 } } };

    expect(describeRequest({ schema: "2.0", event })).toEqual({ operatorId: "ou_1", what: 'button {"id":42}' });
  });

  it("understands the legacy callback, forms and link previews", () => {
    const action = { tag: "button", value: {}, name: "send", form_value: { comment: "ok" } };

    expect(describeRequest({ open_id: "ou_1", action })).toEqual({
      operatorId: "ou_1",
      what: 'button {"comment":"ok"}',
    });
    expect(describeRequest({ event: { context: { url: "https://example.com" } } }).what).toBe("https://example.com");
    expect(describeRequest("garbage")).toEqual({ operatorId: undefined, what: undefined });
  });
});

describe("the wire", () => {
  it("is linear while everything fits the budget", () => {
    const place = latencyScale(3000, 1500);

    expect([0, 1500, 3000].map(place)).toEqual([0, 0.5, 1]);
  });

  it("keeps room for what came later, in order", () => {
    const places = [0, 2400, 3000, 7600, 1_500_000].map(latencyScale(3000, 1_500_000));

    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(new Set(places).size).toBe(places.length);
    expect(places.at(-1)).toBeLessThan(1);
  });
});

describe("a frame", () => {
  it("is printed sixteen bytes to a line, as hexdump -C does", () => {
    const hex = Buffer.from("The quick brown fox\n").toString("hex");

    expect(hexDump(hex, 4096)).toEqual([
      { offset: "000000", bytes: "54 68 65 20 71 75 69 63 6b 20 62 72 6f 77 6e 20", characters: "The quick brown " },
      { offset: "000010", bytes: "66 6f 78 0a", characters: "fox·" },
    ]);
    expect(hexDump(hex, 3)).toHaveLength(1);
  });

  it("is told from a body of text", () => {
    expect(isHex("0801")).toBe(true);
    expect(isHex('{"a":1}')).toBe(false);
    expect(isHex("")).toBe(false);
  });
});
