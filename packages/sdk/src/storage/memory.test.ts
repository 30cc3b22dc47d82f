import { describe, expect, it } from "vitest";
import type { Clock } from "../ports.ts";
import { createMemoryStorage } from "./memory.ts";

function createStorage(bounds: { maxEntries?: number; maxBytes?: number } = {}) {
  let nowMs = 0;
  const clock: Clock = { now: () => nowMs, monotonic: () => nowMs, after: () => () => undefined };
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { storage: createMemoryStorage({ ...bounds, clock }), pass };
}

describe("createMemoryStorage", () => {
  it("gives back what was stored, until it expires", () => {
    const { storage, pass } = createStorage();

    storage.set("key", "value", 1_000);
    pass(999);
    expect(storage.get("key")).toBe("value");
    pass(1);

    expect(storage.get("key")).toBeUndefined();
    expect(storage.get("other")).toBeUndefined();
  });

  it("lets only the first of two claims win, and again after the claim was released or has expired", () => {
    const { storage, pass } = createStorage();

    expect(storage.swap("key", undefined, "first", 1_000)).toBe(true);
    expect(storage.swap("key", undefined, "second", 1_000)).toBe(false);
    expect(storage.swap("key", "first", undefined, 0)).toBe(true);
    expect(storage.get("key")).toBeUndefined();
    expect(storage.swap("key", undefined, "third", 1_000)).toBe(true);
    pass(1_000);

    expect(storage.swap("key", undefined, "fourth", 1_000)).toBe(true);
    expect(storage.get("key")).toBe("fourth");
  });

  it("swaps only what is expected, and takes the new time to live", () => {
    const { storage, pass } = createStorage();
    storage.set("key", "claim", 1_000);

    expect(storage.swap("key", "another claim", "outcome", 5_000)).toBe(false);
    expect(storage.get("key")).toBe("claim");
    expect(storage.swap("key", "claim", "outcome", 5_000)).toBe(true);
    pass(4_999);

    expect(storage.get("key")).toBe("outcome");
  });

  it("tells an empty value from no value", () => {
    const { storage } = createStorage();
    storage.set("key", "", 1_000);

    expect(storage.swap("key", undefined, "claim", 1_000)).toBe(false);
    expect(storage.swap("key", "", "claim", 1_000)).toBe(true);
    expect(storage.swap("nothing", undefined, undefined, 0)).toBe(true);
  });

  it("forgets the entry that was written longest ago when it is full", () => {
    const { storage } = createStorage({ maxEntries: 3 });
    for (const key of ["a", "b", "c"]) storage.set(key, "1", 1_000);

    storage.set("a", "2", 1_000);
    storage.set("d", "1", 1_000);

    expect(["a", "b", "c", "d"].map((key) => storage.get(key))).toEqual(["2", undefined, "1", "1"]);
  });

  it("stays within its number of entries whatever order keys are written, rewritten and released in", () => {
    const { storage } = createStorage({ maxEntries: 10 });
    const keys = Array.from({ length: 25 }, (_, index) => `key ${index}`);
    const recent = new Set<string>();

    for (let step = 0; step < 5_000; step++) {
      const key = keys[(step * step + 7 * step) % keys.length] ?? "";
      if (step % 11 === 0) {
        storage.swap(key, `value of ${key}`, undefined, 0);
        recent.delete(key);
      } else {
        storage.set(key, `value of ${key}`, 1_000);
        recent.delete(key);
        recent.add(key);
      }
      const [first] = recent;
      if (recent.size > 10 && first !== undefined) recent.delete(first);
      expect(keys.filter((candidate) => storage.get(candidate) !== undefined).sort()).toEqual([...recent].sort());
    }
  });

  it("forgets the oldest entries when a large one comes, and never more than it must", () => {
    const { storage } = createStorage({ maxBytes: 100 });

    for (const key of ["a", "b", "c", "d"]) storage.set(key, "123456789", 1_000);
    storage.set("e", "1234567890123456789", 1_000);

    expect(["a", "b", "c", "d", "e"].filter((key) => storage.get(key) !== undefined)).toEqual(["b", "c", "d", "e"]);
  });
});
