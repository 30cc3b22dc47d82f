import { expect } from "vitest";
import { matchers, type SimulatorMatchers } from "./matchers.ts";

declare module "vitest" {
  // Both have what the other declares: there is nothing to add.
  interface Matchers<T> extends SimulatorMatchers<T> {}
}

expect.extend(matchers);

export type { ExpectedToast } from "./checks.ts";
export type { SimulatorMatchers } from "./matchers.ts";
