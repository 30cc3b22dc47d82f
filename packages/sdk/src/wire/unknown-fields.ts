/**
 * Fields that a codec does not know, kept verbatim. They are copied once, at the end: a copy for each would make the
 * time quadratic, and one hostile frame of 4 MiB would take minutes.
 */
export class UnknownFields {
  readonly #bytes: Uint8Array;
  /** Start and end in turns; what is adjacent is one range. */
  readonly #ranges: number[] = [];
  #length = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  add(start: number, end: number): void {
    this.#length += end - start;
    const last = this.#ranges.length - 1;
    if (this.#ranges[last] === start) this.#ranges[last] = end;
    else this.#ranges.push(start, end);
  }

  /** A view where all of them are adjacent, a copy otherwise. */
  toBytes(): Uint8Array {
    if (this.#ranges.length === 2) return this.#bytes.subarray(this.#ranges[0], this.#ranges[1]);
    const joined = new Uint8Array(this.#length);
    let at = 0;
    for (let index = 0; index < this.#ranges.length; index += 2) {
      const range = this.#bytes.subarray(this.#ranges[index], this.#ranges[index + 1]);
      joined.set(range, at);
      at += range.length;
    }
    return joined;
  }
}
