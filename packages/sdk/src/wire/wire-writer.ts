import { utf8Length, writeUtf8 } from "./utf8.ts";

// Eight bytes in which a bigint becomes two halves, modulo 2^64. Holds nothing between calls.
const halves = new DataView(new ArrayBuffer(8));

/** Up to here a loop beats a call into the runtime. */
const shortCopy = 64;

/** Fills bytes whose length was computed before; every field number of this protocol fits one tag byte. */
export class WireWriter {
  readonly bytes: Uint8Array;
  at = 0;

  /** @param bytes - zeroed, and of the length that was computed */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(value: number): void {
    this.bytes[this.at++] = value;
  }

  /** An unsigned number of up to 32 bits. */
  varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.at++] = rest;
  }

  int32(value: number): void {
    if (value >= 0) this.varint(value);
    else this.#halves(value >>> 0, 0xffffffff);
  }

  uint64(value: bigint): void {
    halves.setBigUint64(0, value);
    this.#halves(halves.getUint32(4), halves.getUint32(0));
  }

  string(value: string): void {
    const length = utf8Length(value);
    this.varint(length);
    this.at = writeUtf8(value, this.bytes, this.at, length);
  }

  /** Bytes as they are, without a length before them. */
  raw(value: Uint8Array): void {
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  /** A part of other bytes as it is. */
  copy(source: Uint8Array, start: number, end: number): void {
    if (end - start > shortCopy) {
      this.raw(source.subarray(start, end));
      return;
    }
    for (let at = start; at < end; at++) this.bytes[this.at++] = source[at] ?? 0;
  }

  /** ASCII letters as they are, without a length before them. */
  ascii(value: string): void {
    for (let at = 0; at < value.length; at++) this.bytes[this.at++] = value.charCodeAt(at);
  }

  #halves(low: number, high: number): void {
    let lowRest = low;
    let highRest = high;
    while (highRest > 0) {
      this.bytes[this.at++] = (lowRest & 0x7f) | 0x80;
      lowRest = ((lowRest >>> 7) | (highRest << 25)) >>> 0;
      highRest >>>= 7;
    }
    this.varint(lowRest);
  }
}

/** How many bytes {@link WireWriter.varint} writes. */
export function varintLength(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x200000) return 3;
  return value < 0x10000000 ? 4 : 5;
}

/** How many bytes {@link WireWriter.int32} writes. */
export function int32Length(value: number): number {
  return value < 0 ? 10 : varintLength(value);
}

/** How many bytes {@link WireWriter.uint64} writes. */
export function uint64Length(value: bigint): number {
  halves.setBigUint64(0, value);
  const high = halves.getUint32(0);
  return high === 0 ? varintLength(halves.getUint32(4)) : Math.ceil((64 - Math.clz32(high)) / 7);
}

/** How many bytes so many bytes take together with the length before them. */
export function lengthDelimited(byteLength: number): number {
  return varintLength(byteLength) + byteLength;
}

/** How many bytes {@link WireWriter.string} writes. */
export function stringLength(value: string): number {
  return lengthDelimited(utf8Length(value));
}
