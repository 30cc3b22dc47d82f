import { describe, expect, it } from "vitest";
import { createRandom } from "../world/random.ts";
import type { Fault, FaultScope } from "./fault.ts";
import { Faults, type Occasion } from "./faults.ts";

const click: Occasion = { appId: "cli_1", name: "card.action.trigger", way: "webhook", openId: "ou_1" };
const delay: Fault = { type: "delay", ms: 1 };
const create = (seed = 1) => new Faults(createRandom(seed));
const strikes = (faults: Faults, occasion = click) => faults.strike(occasion, ["delay"]).length;

describe("a fault", () => {
  it("strikes once, or as often as it is told, and says how often it has", () => {
    const faults = create();
    const once = faults.add({}, delay);
    const twice = faults.add({ times: 2 }, delay);

    expect([strikes(faults), strikes(faults), strikes(faults)]).toEqual([2, 1, 0]);
    expect([once.struck, twice.struck]).toEqual([1, 2]);
  });

  it.each<[FaultScope, boolean]>([
    [{ app: { appId: "cli_1" }, user: { openId: "ou_1" }, name: "card.action.trigger", way: "webhook" }, true],
    [{ name: "card.*" }, true],
    [{ app: { appId: "cli_2" } }, false],
    [{ user: { openId: "ou_2" } }, false],
    [{ name: "card.action" }, false],
    [{ name: "im.*" }, false],
    [{ way: "long-connection" }, false],
  ])("whose scope is %j strikes a click: %s", (scope, expected) => {
    const faults = create();
    faults.add(scope, delay);

    expect(strikes(faults)).toBe(expected ? 1 : 0);
  });

  it("for a person or a way in does not strike what has none", () => {
    const faults = create();
    faults.add({ user: { openId: "ou_1" } }, delay);
    faults.add({ way: "webhook" }, delay);

    expect(strikes(faults, { appId: "cli_1", name: "card.action.trigger" })).toBe(0);
  });

  it("strikes some occasions only by name", () => {
    const ping: Occasion = { appId: "cli_1", name: "ping", byNameOnly: true };
    const faults = create();
    faults.add({}, delay);
    expect(strikes(faults, ping)).toBe(0);
    faults.add({ name: "ping" }, delay);

    expect(strikes(faults, ping)).toBe(1);
  });

  it("is not spent on an occasion of another kind", () => {
    const faults = create();
    const expired = faults.add({}, { type: "expireToken" });
    strikes(faults);

    expect(expired.struck).toBe(0);
    expect(faults.strikeOnce(click, ["expireToken", "status"])).toEqual({ type: "expireToken" });
  });

  it("gives way where only one can strike, and is not spent", () => {
    const faults = create();
    faults.add({}, { type: "status", status: 503 });
    const second = faults.add({}, { type: "rateLimit" });

    expect(faults.strikeOnce(click, ["status", "rateLimit"])).toMatchObject({ status: 503 });
    expect(second.struck).toBe(0);
    expect(faults.strikeOnce(click, ["status", "rateLimit"])).toMatchObject({ type: "rateLimit" });
  });

  it("can be likely: without limit, and the same for the same seed", () => {
    const run = (seed: number): number[] => {
      const faults = create(seed);
      faults.add({ probability: 0.3 }, delay);
      return Array.from({ length: 1_000 }, () => strikes(faults));
    };

    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
    const total = run(7).reduce((sum, struck) => sum + struck);
    expect(total).toBeGreaterThan(250);
    expect(total).toBeLessThan(350);
  });

  it("is gone once all are cleared", () => {
    const faults = create();
    faults.add({ times: 9 }, delay);
    faults.clear();

    expect(strikes(faults)).toBe(0);
  });

  it.each<[FaultScope, Fault]>([
    [{ times: 0 }, delay],
    [{ times: 1.5 }, delay],
    [{ probability: 2 }, delay],
    [{ probability: Number.NaN }, delay],
    [{}, { type: "delay", ms: -1 }],
    [{}, { type: "delay", ms: Number.POSITIVE_INFINITY }],
    [{}, { type: "fragment", into: 0 }],
    [{}, { type: "fragment", into: 100_000 }],
    [{}, { type: "close", code: 1005 }],
    [{}, { type: "close", code: 2000 }],
    [{}, { type: "status", status: 200 }],
    [{}, { type: "rateLimit", resetSeconds: -1 }],
    [{}, { type: "oldTimestamp", ageMs: -1 }],
    [{}, { type: "duplicate", afterMs: 0.5 }],
  ])("that cannot be meant is refused: %j %j", (scope, fault) => {
    expect(() => create().add(scope, fault)).toThrow(expect.objectContaining({ code: "FAULT_INVALID" }));
  });
});
