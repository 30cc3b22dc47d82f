import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { Client, type TenantClient } from "../../entry/client.ts";
import { EventDispatcher, type EventDispatcherOptions } from "../../entry/event-dispatcher.ts";
import type { LarkwireError } from "../../errors.ts";
import type { KeyValue } from "../../ports.ts";
import { createMemoryStorage } from "../../storage/memory.ts";
import { heapBytes } from "../../testing/heap-bytes.ts";
import { createTestClock } from "../../testing/test-clock.ts";
import type { Answer, Background } from "../delivery.ts";
import { LatePreviews } from "./late-previews.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Refresh {
  readonly at: number;
  readonly body: unknown;
}

/** A dispatcher with a real client, and a platform on a real socket that writes down who is told to ask again. */
async function arrange(options: Partial<EventDispatcherOptions<TenantClient>> = {}) {
  const clock = createTestClock();
  const refreshes: Refresh[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.url === "/open-apis/im/v2/url_previews/batch_update") {
        refreshes.push({ at: clock.monotonic(), body: JSON.parse(Buffer.concat(chunks).toString()) });
      }
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ code: 0, msg: "success", data: {}, tenant_access_token: "t-1", expire: 7_200 }));
    });
  }).listen(0, "127.0.0.1");
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  const domain = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new Client({ appId: "cli_1", appSecret: "s", domain, clock, logLevel: "silent" });
  const lines: string[] = [];
  const errors: LarkwireError[] = [];
  let handled = 0;
  const dispatcher = new EventDispatcher<TenantClient>({
    client,
    clock,
    logger: (_level, message) => void lines.push(message),
    ...options,
  })
    .onUrlPreview(async ({ operator }) => {
      handled += 1;
      await new Promise<void>((resolve) => void clock.after(5_000, resolve));
      return { inline: { title: `Build 42, for ${operator.open_id}` } };
    })
    .onError((error) => void errors.push(error));
  return { clock, refreshes, lines, errors, dispatcher, handled: () => handled };
}

let asked = 0;

/** One of a person's clients asks; the answer leaves at once when there is one. */
function ask(
  { clock, dispatcher }: Awaited<ReturnType<typeof arrange>>,
  openId = "ou_ada",
  { previewToken = "p-1", background = "process" as Background, sent = true } = {},
) {
  asked += 1;
  const header = { event_id: `e${asked}`, event_type: "url.preview.get", app_id: "cli_1", tenant_key: "t" };
  const context = { url: "https://ci.example/42", preview_token: previewToken };
  const event = { operator: { open_id: openId, tenant_key: "t" }, host: "im_message", context };
  const answer = Promise.resolve(
    dispatcher.receive({
      body: new TextEncoder().encode(JSON.stringify({ schema: "2.0", header, event })),
      receivedAt: clock.monotonic(),
      origin: { type: "long-connection", connectionId: "c", messageId: `m${asked}`, traceId: "t" },
      background,
    }),
  );
  const shown = answer.then(({ outcome }: Answer) =>
    outcome.type === "answered" ? JSON.parse(outcome.json).inline.title : outcome.type,
  );
  return { shown, settled: answer.then((given) => given.settle(sent)) };
}

const bareLink = "https://ci.example/42";

describe.each<Background>(["process", "waitUntil"])("a preview that takes 5 s (%s)", (background) => {
  it("is the bare link at first, and what clients get at once that are told to ask again 500 ms after that has left", async () => {
    const platform = await arrange();
    const first = ask(platform, "ou_ada", { background });
    await platform.clock.advance(2_400);
    expect(await first.shown).toBe(bareLink);
    await platform.clock.advance(2_599);
    expect(platform.refreshes).toEqual([]);
    await platform.clock.advance(1);
    await first.settled;

    expect(platform.refreshes).toEqual([{ at: 5_000, body: { preview_tokens: ["p-1"], open_ids: ["ou_ada"] } }]);
    expect(await ask(platform).shown).toBe("Build 42, for ou_ada");
    expect(await ask(platform).shown).toBe("Build 42, for ou_ada");
    expect([platform.handled(), platform.errors]).toEqual([1, []]);
  });
});

describe("a preview that came too late", () => {
  it("waits until the answer has been gone for 500 ms", async () => {
    const platform = await arrange({ autoAnswer: { afterMs: 2_900 }, settleGapMs: 4_000 });
    const first = ask(platform);
    await platform.clock.advance(6_899);
    expect(platform.refreshes).toEqual([]);
    await platform.clock.advance(1);
    await first.settled;

    expect(platform.refreshes.map(({ at }) => at)).toEqual([6_900]);
  });

  it("is for the person who asked, in this message, and for a minute", async () => {
    const platform = await arrange();
    const { settled } = ask(platform);
    await platform.clock.advance(5_000);
    await settled;

    const others = [ask(platform, "ou_bob"), ask(platform, "ou_ada", { previewToken: "p-2" })];
    await platform.clock.advance(2_400);
    expect(await Promise.all(others.map(({ shown }) => shown))).toEqual([bareLink, bareLink]);
    await platform.clock.advance(57_599);
    expect(await ask(platform).shown).toBe("Build 42, for ou_ada");
    await platform.clock.advance(1);
    const again = ask(platform);
    await platform.clock.advance(2_400);

    expect(await again.shown).toBe(bareLink);
  });

  it("shares the one call in 5 s that the platform allows for a link, with 100 people at most", async () => {
    const platform = await arrange();
    const people = Array.from({ length: 201 }, (_, index) => `ou_${index}`);
    const [first, ...others] = people.map((openId) => ask(platform, openId).settled);
    await platform.clock.advance(5_000);
    await first;
    await platform.clock.advance(10_000);
    await Promise.all(others);

    const told = platform.refreshes.map(({ body }) => (body as { open_ids: string[] }).open_ids);
    expect(platform.refreshes.map(({ at }) => at)).toEqual([5_000, 10_000, 15_000]);
    expect(told.map(({ length }) => length)).toEqual([1, 100, 100]);
    expect(told.flat().sort()).toEqual([...people].sort());
  });

  it("is kept in storage that processes share: another process gives it", async () => {
    const storage = createMemoryStorage({ clock: createTestClock() });
    const [here, there] = [await arrange({ storage }), await arrange({ storage })];
    const { settled } = ask(here);
    await here.clock.advance(5_000);
    await settled;

    expect(await ask(there).shown).toBe("Build 42, for ou_ada");
    expect(there.handled()).toBe(0);
  });

  it("is lost with a word where the link is in no message yet", async () => {
    const platform = await arrange();
    const { settled } = ask(platform, "ou_ada", { previewToken: "" });
    await platform.clock.advance(10_000);
    await settled;

    expect(platform.refreshes).toEqual([]);
    expect(platform.lines).toEqual([expect.stringContaining("in no message yet")]);
  });

  it("is checked as any other", async () => {
    const platform = await arrange();
    platform.dispatcher.use(async (_ctx, next) => ({ inline: { title: typeof (await next()) === "object" ? 7 : "" } }));
    const { settled } = ask(platform);
    await platform.clock.advance(10_000);
    await settled;

    expect(platform.errors).toMatchObject([{ code: "REPLY_INVALID" }]);
    expect(platform.errors[0]?.message).toContain("inline.title");
    expect(platform.refreshes).toEqual([]);
  });

  it.each<[string, Parameters<typeof ask>[2], Partial<EventDispatcherOptions<TenantClient>>, string]>([
    ["where the host freezes after the answer", { background: "none" }, {}, "LATE_WORK_IMPOSSIBLE"],
    ["without a client", {}, { client: undefined as never }, "CLIENT_MISSING"],
    ["after an answer that could not leave", { sent: false }, {}, "ANSWER_NOT_SENT"],
    ["with a storage that throws", {}, { storage: brokenStorage(), dedupe: false }, "STORAGE_FAILED"],
  ])("is refused with a code %s", async (_, manner, options, code) => {
    const platform = await arrange(options);
    const { settled } = ask(platform, "ou_ada", manner);
    await platform.clock.advance(10_000);
    await settled;

    expect(platform.errors.map((error) => error.code)).toEqual([code]);
    expect(platform.refreshes).toEqual([]);
  });
});

it("a storage that throws keeps no preview from its handler", async () => {
  const platform = await arrange({ storage: brokenStorage(), dedupe: false });
  platform.dispatcher.use(() => ({ inline: { title: "at once" } }));

  expect(await ask(platform).shown).toBe("at once");
  expect(platform.lines).toEqual([expect.stringContaining("STORAGE_FAILED")]);
});

function brokenStorage(): KeyValue {
  const fail = (): never => {
    throw new Error("the storage is gone");
  };
  return { get: fail, set: fail, swap: fail };
}

it("forgets links that have been refreshed, also while one is refreshed all the time", async () => {
  const clock = createTestClock();
  const memory = createMemoryStorage({ clock, maxEntries: 1 });
  const previews = new LatePreviews({ memory, clock, ttlMs: 1_000, report: () => undefined });
  const api = { updateCard: async () => undefined, refreshPreview: async () => undefined };
  const refresh = (previewToken: string, openId: string): Promise<void> =>
    previews.refresh({ previewToken, openId, key: "" }, api);
  let early = 0;

  for (let link = 0; link < 5_000; link += 1) {
    if (link === 1_000) early = heapBytes();
    void refresh("always", `ou_${link}`);
    await refresh(`${link}`.padEnd(250), "ou_ada");
    await clock.advance(1_000);
  }

  expect(heapBytes() - early).toBeLessThan(1_000_000);
});
