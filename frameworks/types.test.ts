import { expect, it } from "vitest";
import { typeErrors } from "../scripts/type-errors.mjs";

it("uses the frameworks and every adapter as they are typed", { timeout: 120_000 }, async () => {
  expect(await typeErrors("frameworks")).toBe("");
});
