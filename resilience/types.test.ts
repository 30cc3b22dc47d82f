import { expect, it } from "vitest";
import { typeErrors } from "../scripts/type-errors.mjs";

it("takes the clients of both packages as they are typed", { timeout: 120_000 }, async () => {
  expect(await typeErrors("resilience")).toBe("");
});
