import { LarkwireError } from "../errors.ts";
import type { Mount } from "./mount.ts";

/** What one request holds of the bytes that all may hold together. */
export class HeldBytes {
  readonly #mount: Mount;
  #bytes = 0;

  constructor(mount: Mount) {
    this.#mount = mount;
  }

  /** Takes so many more, or says why not: OVERLOADED. */
  take(bytes: number): LarkwireError | undefined {
    const mount = this.#mount;
    const { maxInFlightBytes } = mount.limits;
    if (mount.inFlightBytes + bytes > maxInFlightBytes) {
      return new LarkwireError("OVERLOADED", `Requests in flight may have ${maxInFlightBytes} bytes together`);
    }
    mount.inFlightBytes += bytes;
    this.#bytes += bytes;
    return undefined;
  }

  release(): void {
    this.#mount.inFlightBytes -= this.#bytes;
    this.#bytes = 0;
  }
}
