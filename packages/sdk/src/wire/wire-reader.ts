import { LarkwireError } from "../errors.ts";
import { decodeUtf8 } from "./utf8.ts";

/** Protobuf wire types that this protocol meets; groups (3 and 4) are refused. */
const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

// Eight bytes in which two halves become a bigint: many times faster than shifting bigints. Holds nothing between calls.
const halves = new DataView(new ArrayBuffer(8));

/** Walks over protobuf bytes; every step checks that the bytes are there. */
export class WireReader {
  readonly bytes: Uint8Array;
  /** Where the walk stands. */
  at: number;
  /** Where it has to stop. */
  end: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.at = 0;
    this.end = bytes.length;
  }

  /** A varint of up to 64 bits. */
  uint64(): bigint {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.#byte();
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) {
        if (shift === 63 && byte > 1) break;
        halves.setUint32(0, high);
        halves.setUint32(4, low);
        return halves.getBigUint64(0);
      }
    }
    throw malformed("a varint has more than 64 bits");
  }

  /** The low 32 bits of a varint: what an int32 is, negative ones included. */
  int32(): number {
    const first = this.bytes[this.at] ?? 0x80;
    if (first < 0x80 && this.at < this.end) {
      this.at++;
      return first;
    }
    let low = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.#byte();
      if (shift < 32) low |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (shift === 63 && byte > 1) break;
        return low;
      }
    }
    throw malformed("a varint has more than 64 bits");
  }

  /** A field's number and wire type in one. */
  tag(): number {
    const tag = this.int32() >>> 0;
    if (tag < 8) throw malformed("a field has number 0");
    return tag;
  }

  /** Reads a length and returns the offset behind the bytes it announces; they begin where the walk stands. */
  lengthDelimitedEnd(): number {
    const length = this.int32();
    if (length < 0 || length > this.end - this.at) throw malformed("a field is longer than what is left of the frame");
    return this.at + length;
  }

  string(): string {
    const end = this.lengthDelimitedEnd();
    const start = this.at;
    this.at = end;
    try {
      return decodeUtf8(this.bytes, start, end);
    } catch (cause) {
      throw malformed("a text is not UTF-8", cause);
    }
  }

  /** Passes over a tag of one byte if it is the next thing. */
  passTag(tag: number): boolean {
    if (this.at >= this.end || this.bytes[this.at] !== tag) return false;
    this.at++;
    return true;
  }

  /** Passes over a varint of up to 64 bits. */
  passVarint(): void {
    for (let length = 1; length <= 10; length++) {
      const byte = this.#byte();
      if (byte > 0x7f) continue;
      if (length === 10 && byte > 1) break;
      return;
    }
    throw malformed("a varint has more than 64 bits");
  }

  /** Passes over a text and tells whether it is ASCII. */
  passAscii(): boolean {
    const end = this.lengthDelimitedEnd();
    let bits = 0;
    for (let at = this.at; at < end; at++) bits |= this.bytes[at] ?? 0;
    this.at = end;
    return bits < 0x80;
  }

  /** The same where the length has to be one byte: a longer way to write a small number is a number all the same. */
  passShortAscii(): boolean {
    return (this.bytes[this.at] ?? 0x80) < 0x80 && this.passAscii();
  }

  /** Passes over the value of a field that nobody asks for. */
  skip(type: number): void {
    switch (type) {
      case wireType.varint:
        this.passVarint();
        return;
      case wireType.fixed64:
        this.#pass(8);
        return;
      case wireType.bytes:
        this.at = this.lengthDelimitedEnd();
        return;
      case wireType.fixed32:
        this.#pass(4);
        return;
      default:
        throw malformed(`wire type ${type} is not in use`);
    }
  }

  #byte(): number {
    if (this.at >= this.end) throw malformed("the frame ends in the middle of a field");
    return this.bytes[this.at++] ?? 0;
  }

  #pass(length: number): void {
    if (length > this.end - this.at) throw malformed("the frame ends in the middle of a field");
    this.at += length;
  }
}

/** The one error of bytes that are no frame. */
export function malformed(detail: string, cause?: unknown): LarkwireError {
  return new LarkwireError("FRAME_MALFORMED", detail, cause === undefined ? {} : { cause });
}
