const slabBytes = 65_536;

/**
 * Hands out small pieces of one large allocation: a fresh array for every answer costs more than all of its encoding.
 * No two pieces overlap, and a slab that is used up is left to its pieces.
 */
export class Slab {
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;

  /** Zeroed bytes that nobody else has. */
  take(length: number): Uint8Array {
    if (length > slabBytes / 8) return new Uint8Array(length);
    if (this.#at + length > this.#bytes.length) {
      this.#bytes = new Uint8Array(slabBytes);
      this.#at = 0;
    }
    const start = this.#at;
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }
}
