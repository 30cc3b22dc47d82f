import { expect, it } from "vitest";
import { planDelivery, smoothDelivery } from "./delivery-plan.ts";

it("a delivery that nothing strikes goes smoothly", () => {
  expect(planDelivery([])).toEqual(smoothDelivery);
});

it("faults of one delivery add up", () => {
  const plan = planDelivery([
    { type: "delay", ms: 100 },
    { type: "delay", ms: 200 },
    { type: "duplicate" },
    { type: "replay", afterMs: 5 },
    { type: "dropAnswer" },
    { type: "wrongSignature" },
    { type: "oldTimestamp" },
  ]);

  expect(plan).toEqual({
    ...smoothDelivery,
    delayMs: 300,
    dropAnswer: true,
    copies: [
      { afterMs: 0, exact: false },
      { afterMs: 5, exact: true },
    ],
    signing: { wrong: true, ageMs: 86_400_000 },
  });
});

it("frames that come in another order are at least three, and as many as asked for in either order of the faults", () => {
  const reorder = { type: "reorder" } as const;
  const fragment = { type: "fragment", into: 5 } as const;

  expect(planDelivery([reorder]).framing).toMatchObject({ minFragments: 3, reversed: true });
  expect(planDelivery([fragment, reorder]).framing).toMatchObject({ minFragments: 5, reversed: true });
  expect(planDelivery([reorder, fragment]).framing).toMatchObject({ minFragments: 5, reversed: true });
});

it("a connection falls silent or is closed", () => {
  expect(planDelivery([{ type: "halfOpen" }]).connection).toMatchObject({ halfOpen: true, closeCode: undefined });
  expect(planDelivery([{ type: "close", code: 1006 }]).connection).toMatchObject({ halfOpen: false, closeCode: 1006 });
});
