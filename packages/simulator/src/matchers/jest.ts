import { matchers, type SimulatorMatchers } from "./matchers.ts";

declare global {
  namespace jest {
    interface Matchers<R, T> extends SimulatorMatchers<R> {}
  }
}

interface Extensible {
  extend(added: typeof matchers): void;
}

const { expect } = globalThis as { readonly expect?: Extensible };
if (expect === undefined) {
  throw new Error(
    'There is no expect() yet: name "@larkwire/simulator/jest" in setupFilesAfterEnv, not in setupFiles.',
  );
}
expect.extend(matchers);

export type { ExpectedToast } from "./checks.ts";
export type { SimulatorMatchers } from "./matchers.ts";
