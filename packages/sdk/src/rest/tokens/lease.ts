import { orElse, pause, type TokenPorts } from "./token-ports.ts";

const pollMs = 100;

/** The right to do something alone among all processes that share a storage, for a time. */
export class Lease {
  readonly #key: string;
  readonly #ms: number;
  readonly #ports: TokenPorts;

  /** @param ms - for how long a process that died in the work keeps others from it */
  constructor(key: string, ms: number, ports: TokenPorts) {
    this.#key = key;
    this.#ms = ms;
    this.#ports = ports;
  }

  /**
   * Does the work, or waits for another process's: `done` says what has come of it. When the storage fails, or the other
   * does not come to an end within the lease, the work is done here.
   */
  async alone<Result>(done: () => Promise<Result | undefined>, work: () => Promise<Result>): Promise<Result> {
    const { clock } = this.#ports.transport;
    const mine = this.#ports.random().toString(36).slice(2);
    const patientUntil = clock.monotonic() + this.#ms;
    while (!(await this.#claim(mine))) {
      await pause(this.#ports, pollMs);
      const result = await done();
      if (result !== undefined) return result;
      if (clock.monotonic() >= patientUntil) return work();
    }
    try {
      return (await done()) ?? (await work());
    } finally {
      await orElse(this.#ports, false, (storage) => storage.swap(this.#key, mine, undefined, 0));
    }
  }

  #claim(mine: string): Promise<boolean> {
    return orElse(this.#ports, true, (storage) => storage.swap(this.#key, undefined, mine, this.#ms));
  }
}
