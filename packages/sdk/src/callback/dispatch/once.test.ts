import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LarkwireError } from "../../errors.ts";
import type { KeyValue } from "../../ports.ts";
import { createMemoryStorage } from "../../storage/memory.ts";
import { createTestClock, type TestClock } from "../../testing/test-clock.ts";
import type { Outcome } from "../delivery.ts";
import type { Envelope } from "../open/envelope.ts";
import type { Once } from "./once.ts";
import { OnceInMemory } from "./once-in-memory.ts";
import { OnceInStorage } from "./once-in-storage.ts";

const noIo = async (): Promise<void> => {};
const limits = { ttlMs: 1_000, leaseMs: 100, maxEntries: 100, maxBytes: 1_000_000 };
const envelope = (id: string, appId = "cli_1", name = "a.b_v1"): Envelope => ({
  type: "event",
  name,
  id,
  appId,
  tenantKey: undefined,
  token: undefined,
  updateToken: undefined,
  event: {},
  body: {},
});
const answered = (json: string): Outcome => ({ type: "answered", json });
const failed: Outcome = { type: "failed", error: new LarkwireError("HANDLER_FAILED", "x") };

async function first(once: Once, id: string) {
  const claim = await once.claim(envelope(id));
  if (claim.type !== "first") throw new Error(`${id} is not new: ${claim.type}`);
  return claim;
}

const kinds: [string, (clock: TestClock) => Once][] = [
  ["in memory", (clock) => new OnceInMemory(limits, clock)],
  [
    "in storage",
    (clock) =>
      new OnceInStorage(createMemoryStorage({ clock }), { ...limits, whenUnavailable: "open" }, Math.random, () => {}),
  ],
];

describe.each(kinds)("once, %s", (_, create) => {
  it("gives repeats the outcome of the first, until its time is over", async () => {
    const clock = createTestClock(0, noIo);
    const once = create(clock);
    await (await first(once, "1")).conclude(answered('{"a":1}'));
    expect(await once.claim(envelope("1"))).toEqual({ type: "repeat", outcome: answered('{"a":1}') });
    await clock.advance(1_000);
    expect((await once.claim(envelope("1"))).type).toBe("first");
  });

  it("keeps repeats away while the first is unfinished, until its lease is over", async () => {
    const clock = createTestClock(0, noIo);
    const once = create(clock);
    await first(once, "1");
    expect((await once.claim(envelope("1"))).type).toBe("unfinished");
    await clock.advance(100);
    expect((await once.claim(envelope("1"))).type).toBe("first");
  });

  it("gives the claim back when the first failed", async () => {
    const once = create(createTestClock(0, noIo));
    await (await first(once, "1")).conclude(failed);
    expect((await once.claim(envelope("1"))).type).toBe("first");
  });

  it("does not let a claim whose lease is over conclude for its successor", async () => {
    const clock = createTestClock(0, noIo);
    const once = create(clock);
    const late = await first(once, "1");
    await clock.advance(100);
    await first(once, "1");
    expect(await late.conclude(answered('{"from":"late"}'))).toMatchObject({ error: { code: "LEASE_LOST" } });
    expect((await once.claim(envelope("1"))).type).toBe("unfinished");
    await late.conclude(failed);
    expect((await once.claim(envelope("1"))).type).toBe("unfinished");
  });

  it("answers what its successor has answered, when a claim concludes after its lease", async () => {
    const clock = createTestClock(0, noIo);
    const once = create(clock);
    const late = await first(once, "1");
    await clock.advance(100);
    const successor = await first(once, "1");
    expect(await successor.conclude(answered('{"from":"successor"}'))).toEqual(answered('{"from":"successor"}'));
    expect(await late.conclude(answered('{"from":"late"}'))).toEqual(answered('{"from":"successor"}'));
  });

  it("gives repeats an answer of the handler's own making as it was", async () => {
    const once = create(createTestClock(0, noIo));
    const custom: Outcome = { type: "custom", status: 201, headers: { "x-a": "b" }, body: "{}" };
    await (await first(once, "1")).conclude(custom);
    expect(await once.claim(envelope("1"))).toEqual({ type: "repeat", outcome: custom });
  });

  it("tells apps and names apart", async () => {
    const once = create(createTestClock(0, noIo));
    await (await first(once, "1")).conclude(answered("{}"));
    expect((await once.claim(envelope("1", "cli_2"))).type).toBe("first");
    expect((await once.claim(envelope("1", "cli_1", "c.d_v1"))).type).toBe("first");
  });
});

describe("memory of deliveries", () => {
  it("forgets the oldest when it is full, by number", async () => {
    const once = new OnceInMemory({ ...limits, maxEntries: 3 }, createTestClock(0, noIo));
    for (const id of ["1", "2", "3", "4"]) await (await first(once, id)).conclude(answered("{}"));
    for (const id of ["2", "3", "4"]) expect(once.claim(envelope(id)).type).toBe("repeat");
    expect(once.claim(envelope("1")).type).toBe("first");
  });

  it("forgets the oldest when it is full, by bytes", async () => {
    const once = new OnceInMemory({ ...limits, maxBytes: 4_000 }, createTestClock(0, noIo));
    for (const id of ["1", "2", "3"]) await (await first(once, id)).conclude(answered("x".repeat(900)));
    expect(["2", "3"].map((id) => once.claim(envelope(id)).type)).toEqual(["repeat", "repeat"]);
    expect(once.claim(envelope("1")).type).toBe("first");
  });

  it("remembers the newest deliveries, whatever was claimed, concluded and given back before", async () => {
    const steps = fc.array(fc.record({ id: fc.nat(12), ends: fc.constantFrom("answered", "failed", "never") }), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const once = new OnceInMemory({ ...limits, maxEntries: 20 }, createTestClock(0, noIo));
        const model = new Map<string, string>();
        for (const { id, ends } of plan) {
          const claim = once.claim(envelope(`${id}`));
          const known = model.get(`${id}`);
          expect(claim.type).toBe(known === "answered" ? "repeat" : known === "never" ? "unfinished" : "first");
          if (claim.type !== "first") continue;
          if (ends !== "never") await claim.conclude(ends === "answered" ? answered("{}") : failed);
          if (ends === "failed") model.delete(`${id}`);
          else model.set(`${id}`, ends);
        }
      }),
    );
  });
});

describe("while the storage fails", () => {
  const create = (whenUnavailable: "open" | "closed", failing: Partial<KeyValue>) => {
    const reports: string[] = [];
    const storage = { ...createMemoryStorage({ clock: createTestClock(0, noIo) }), ...failing };
    const report = ({ code }: LarkwireError): void => void reports.push(code);
    return { once: new OnceInStorage(storage, { ...limits, whenUnavailable }, Math.random, report), reports };
  };
  const down = (): never => {
    throw new Error("connection lost");
  };

  it("an open dispatcher handles deliveries without memory", async () => {
    const { once, reports } = create("open", { swap: down });
    const claim = await first(once, "1");
    expect(await claim.conclude(answered("{}"))).toEqual(answered("{}"));
    expect(reports).toContain("STORAGE_FAILED");
  });

  it("a closed dispatcher handles nothing", async () => {
    const { once } = create("closed", { swap: async () => down() });
    expect(await once.claim(envelope("1"))).toMatchObject({ type: "unavailable", error: { code: "STORAGE_FAILED" } });
  });

  it.each([
    ["open", "answered"],
    ["closed", "failed"],
  ] as const)("from the claim to the answer, an %s dispatcher says %s", async (whenUnavailable, type) => {
    const memory = createMemoryStorage({ clock: createTestClock(0, noIo) });
    let swaps = 0;
    const swap: KeyValue["swap"] = (...args) => (++swaps > 1 ? down() : memory.swap(...args));
    const { once } = create(whenUnavailable, { swap });
    expect(await (await first(once, "1")).conclude(answered("{}"))).toMatchObject({ type });
  });

  it("a claim that was made without an answer is given back", async () => {
    const clock = createTestClock(0, noIo);
    const memory = createMemoryStorage({ clock });
    let swaps = 0;
    const swap: KeyValue["swap"] = (...args) => {
      const swapped = memory.swap(...args);
      return ++swaps === 1 ? Promise.reject(new Error("no answer")) : swapped;
    };
    const { once } = create("closed", { swap });
    expect((await once.claim(envelope("1"))).type).toBe("unavailable");
    expect((await once.claim(envelope("1"))).type).toBe("first");
  });

  it("an answer that HTTP could not carry is not taken from it", async () => {
    const clock = createTestClock(0, noIo);
    const outcome = { type: "custom", status: 200, headers: { "x-tag": "\r\n" }, body: "" };
    const get: KeyValue["get"] = () => `outcome:custom:${JSON.stringify(outcome)}`;
    const swap: KeyValue["swap"] = () => false;
    const { once } = create("closed", { ...createMemoryStorage({ clock }), get, swap });
    expect(await once.claim(envelope("1"))).toMatchObject({ type: "unavailable", error: { code: "REPLY_INVALID" } });
  });
});
