import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { previewLimits } from "./callback/dispatch/late-previews.ts";
import { resolveDispatcherOptions } from "./callback/dispatcher-options.ts";
import { maxIdLength } from "./callback/open/envelope.ts";
import { EventDispatcher } from "./entry/event-dispatcher.ts";
import { errorCodes } from "./errors.ts";
import { resolveWSClientOptions } from "./long-connection/ws-client-options.ts";
import { resolveClientOptions } from "./rest/client-options.ts";
import { tunnelLimits } from "./runtime/tunnel.ts";
import { redisLimits } from "./storage/redis.ts";
import { createStubReceiver } from "./testing/stub-receiver.ts";
import { createTestClock } from "./testing/test-clock.ts";
import { webhook } from "./webhook/adapters/fetch.ts";
import { createMount } from "./webhook/mount.ts";
import { wireLimits } from "./wire/limits.ts";

const page = readFileSync(new URL("../../../docs/limits.md", import.meta.url), "utf8");
const rows = page
  .split("\n")
  .filter((line) => /^\| `/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));

const toNumber = (text: string | undefined): number => Number(text?.replaceAll(",", ""));
const toName = (text: string | undefined): string => /`(.+)`/.exec(text ?? "")?.[1] ?? "";

const app = { appId: "cli_0123456789abcdef", appSecret: "secret0" };
const dispatcher = createStubReceiver({ clock: createTestClock() });
const { limits: clientLimits } = resolveWSClientOptions({ ...app, dispatcher });
const { timeoutMs, maxResponseBytes, ticketWaitMs, maxRetries, maxRateLimitWaitMs, storageTimeoutMs } =
  resolveClientOptions(app);
const { dedupe: limits, latePreviewMs, storageTimeoutMs: bounded } = resolveDispatcherOptions({});
const dedupe = Object.entries(limits).map(([name, value]) => [`dedupe.${name}`, value]);
const inCode: Record<string, Record<string, number | false>> = {
  "webhook()": { ...createMount(dispatcher).limits },
  EventDispatcher: { ...Object.fromEntries(dedupe), latePreviewMs, storageTimeoutMs: bounded },
  WSClient: { ...clientLimits },
  Client: { timeoutMs, maxResponseBytes, ticketWaitMs, maxRetries, maxRateLimitWaitMs, storageTimeoutMs },
  "redisStorage()": { ...redisLimits },
};

describe("docs/limits.md", () => {
  it("names every option with the default that it has in the code", () => {
    const written: Record<string, Record<string, number>> = {};
    for (const [, where, option, value] of rows.filter((row) => row.length === 8)) {
      written[toName(where)] = { ...written[toName(where)], [toName(option)]: toNumber(value) };
    }

    expect(written).toEqual(inCode);
  });

  it("names the fixed bounds with their values", () => {
    const { maxHeaders, maxDiscoveryBytes } = wireLimits;

    const written = rows.filter((row) => row.length === 6).map(([, what, value]) => [toName(what), toNumber(value)]);

    const fixed = { maxHeaders, maxDiscoveryBytes, maxIdLength, ...previewLimits, ...tunnelLimits };
    expect(Object.fromEntries(written)).toEqual(fixed);
  });

  it("names only codes that exist", () => {
    const codes = rows.map((row) => toName(row.at(row.length === 8 ? 5 : 4))).filter((code) => code !== "");

    expect(codes.filter((code) => !(code in errorCodes))).toEqual([]);
    expect(codes).toHaveLength(30);
  });
});

describe("the documentation of an option", () => {
  it.each([
    ["webhook()", "webhook/mount.ts"],
    ["WSClient", "long-connection/ws-client-options.ts"],
    ["Client", "rest/client-options.ts"],
    ["EventDispatcher", "callback/dispatcher-options.ts"],
  ])("of %s says the default that it has", (where, path) => {
    const source = readFileSync(new URL(path, import.meta.url), "utf8");
    const documented = [...source.matchAll(/@default ([\d_]+)[^*]*\*\/\s*readonly (\w+)\?/g)].map(([, value, name]) => [
      name,
      Number(value?.replaceAll("_", "")),
    ]);

    const defaults = Object.entries(inCode[where] ?? {}).map(([name, value]) => [name.replace("dedupe.", ""), value]);

    expect(Object.fromEntries(documented)).toMatchObject(Object.fromEntries(defaults));
  });
});

describe("webhook()", () => {
  it("works on 1,000 requests at the same time and tells the next one to come back", async () => {
    const receive = () => new Promise<never>(() => undefined);
    const receiver = createStubReceiver({ clock: createTestClock(), receive });
    const handle = webhook(receiver);
    const request = () => handle(new Request("http://host/", { method: "POST", body: "{}" }));

    for (let index = 0; index < 1_000; index++) void request();
    await expect.poll(() => receiver.deliveries.length).toBe(1_000);
    const response = await request();

    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(receiver.logs.map(({ fields }) => fields)).toEqual([expect.objectContaining({ code: "OVERLOADED" })]);
  });
});

describe("EventDispatcher", () => {
  const remember = () => {
    const clock = createTestClock(undefined, async () => undefined);
    const handled: string[] = [];
    const receiver = new EventDispatcher({ clock, logLevel: "silent" }).on(
      "im.message.receive_v1",
      (_, { envelope }) => {
        handled.push(envelope.id);
      },
    );
    const receive = (id: number) => {
      const header = { event_id: String(id), event_type: "im.message.receive_v1", app_id: "cli_1", create_time: "0" };
      return receiver.receive({
        body: new TextEncoder().encode(JSON.stringify({ schema: "2.0", header, event: {} })),
        receivedAt: clock.monotonic(),
        background: "process",
        origin: { type: "long-connection", connectionId: "7", messageId: "m", traceId: "" },
      });
    };
    return { clock, handled, receive };
  };

  it("remembers 10,000 deliveries and forgets the oldest for one more", async () => {
    const { handled, receive } = remember();
    for (let id = 1; id <= 10_000; id++) await receive(id);

    await receive(1);
    expect(handled).toHaveLength(10_000);
    await receive(10_001);
    await receive(2);
    expect(handled).toHaveLength(10_001);
    await receive(1);

    expect(handled.slice(-2)).toEqual(["10001", "1"]);
  });

  it("remembers a delivery for 8 h", async () => {
    const { clock, handled, receive } = remember();
    await receive(1);

    await clock.advance(28_799_999);
    await receive(1);
    expect(handled).toHaveLength(1);
    await clock.advance(1);
    await receive(1);

    expect(handled).toHaveLength(2);
  });
});
