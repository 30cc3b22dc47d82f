/** One allocation of this many bytes serves many frames; longer frames get their own. */
const slabBytes = 65_536;

/**
 * Where frames are written: an allocation each would cost more than all of the writing. A slab that is used up is left to
 * its frames.
 */
export class FrameMemory {
  #slab = Buffer.alloc(0);
  #at = 0;

  /** Bytes of any content, to be written over. */
  take(length: number): Buffer {
    if (length > slabBytes / 8) return Buffer.allocUnsafe(length);
    if (this.#at + length > this.#slab.length) {
      this.#slab = Buffer.allocUnsafeSlow(slabBytes);
      this.#at = 0;
    }
    const start = this.#at;
    this.#at += length;
    return this.#slab.subarray(start, this.#at);
  }
}
