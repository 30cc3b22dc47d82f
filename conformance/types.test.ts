import { expect, it } from "vitest";
import { typeErrors } from "../scripts/type-errors.mjs";

it("uses the official SDK as it is typed", { timeout: 120_000 }, async () => {
  expect(await typeErrors("conformance")).toBe("");
});
