import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LarkwireError } from "../../errors.ts";
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
    (await first(once, "1")).conclude(answered('{"a":1}'));
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
    (await first(once, "1")).conclude(failed);
    expect((await once.claim(envelope("1"))).type).toBe("first");
  });

  it("does not let a claim whose lease is over conclude for its successor", async () => {
    const clock = createTestClock(0, noIo);
    const once = create(clock);
    const late = await first(once, "1");
    await clock.advance(100);
    await first(once, "1");
    late.conclude(answered('{"from":"late"}'));
    expect((await once.claim(envelope("1"))).type).toBe("unfinished");
    late.conclude(failed);
    expect((await once.claim(envelope("1"))).type).toBe("unfinished");
  });

  it("tells apps and names apart", async () => {
    const once = create(createTestClock(0, noIo));
    (await first(once, "1")).conclude(answered("{}"));
    expect((await once.claim(envelope("1", "cli_2"))).type).toBe("first");
    expect((await once.claim(envelope("1", "cli_1", "c.d_v1"))).type).toBe("first");
  });
});

describe("memory of deliveries", () => {
  it("forgets the oldest when it is full, by number", async () => {
    const once = new OnceInMemory({ ...limits, maxEntries: 3 }, createTestClock(0, noIo));
    for (const id of ["1", "2", "3", "4"]) (await first(once, id)).conclude(answered("{}"));
    for (const id of ["2", "3", "4"]) expect(once.claim(envelope(id)).type).toBe("repeat");
    expect(once.claim(envelope("1")).type).toBe("first");
  });

  it("forgets the oldest when it is full, by bytes", async () => {
    const once = new OnceInMemory({ ...limits, maxBytes: 4_000 }, createTestClock(0, noIo));
    for (const id of ["1", "2", "3"]) (await first(once, id)).conclude(answered("x".repeat(900)));
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
          if (ends !== "never") claim.conclude(ends === "answered" ? answered("{}") : failed);
          if (ends === "failed") model.delete(`${id}`);
          else model.set(`${id}`, ends);
        }
      }),
    );
  });
});
