const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const padding = 0x3d;
const encoder = new TextEncoder();
const letterOf: Uint8Array = Uint8Array.from(alphabet, (letter) => letter.charCodeAt(0));
/** Two letters at a time. */
const lettersOf: Uint16Array = Uint16Array.from(
  { length: 4096 },
  (_, bits) => (at(letterOf, bits >> 6) << 8) | at(letterOf, bits & 0x3f),
);
const digitOf: Uint8Array = new Uint8Array(128).fill(0xff);
for (const [value, code] of letterOf.entries()) digitOf[code] = value;

/** How many letters the base64 of so many bytes has. */
export function base64Length(byteLength: number): number {
  return Math.ceil(byteLength / 3) * 4;
}

/** Writes the base64 of an ASCII text and returns the offset behind it; the room must be there. */
export function writeAsciiBase64(text: string, target: Uint8Array, offset: number): number {
  return offset + encoder.encodeInto(btoa(text), target.subarray(offset)).written;
}

/** Writes bytes as padded base64, in ASCII, and returns the offset behind it; the room must be there. */
export function writeBase64(bytes: Uint8Array, target: Uint8Array, offset: number): number {
  const whole = bytes.length - (bytes.length % 3);
  let to = offset;
  for (let from = 0; from < whole; from += 3) {
    const bits = (at(bytes, from) << 16) | (at(bytes, from + 1) << 8) | at(bytes, from + 2);
    const left = lettersOf[bits >> 12] ?? 0;
    const right = lettersOf[bits & 0xfff] ?? 0;
    target[to] = left >> 8;
    target[to + 1] = left;
    target[to + 2] = right >> 8;
    target[to + 3] = right;
    to += 4;
  }
  const rest = bytes.length - whole;
  if (rest > 0) {
    const bits = (at(bytes, whole) << 16) | (at(bytes, whole + 1) << 8);
    target[to++] = at(letterOf, bits >> 18);
    target[to++] = at(letterOf, (bits >> 12) & 0x3f);
    target[to++] = rest === 2 ? at(letterOf, (bits >> 6) & 0x3f) : padding;
    target[to++] = padding;
  }
  return to;
}

/** The bytes of padded base64 in the standard alphabet, or `undefined` when the text is anything else. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const { length } = text;
  if (length % 4 !== 0) return undefined;
  if (length === 0) return new Uint8Array(0);
  const padded = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((length / 4) * 3 - padded);
  const last = length - padded;
  let invalid = 0;
  for (let from = 0, to = 0; from < length; from += 4) {
    let bits = 0;
    for (let digit = from; digit < from + 4; digit++) {
      const value = digit < last ? (digitOf[text.charCodeAt(digit)] ?? 0xff) : 0;
      invalid |= value & 0xc0;
      bits = (bits << 6) | value;
    }
    bytes[to++] = bits >> 16;
    bytes[to++] = bits >> 8;
    bytes[to++] = bits;
  }
  return invalid === 0 ? bytes : undefined;
}

/** Indexing that is in range by construction. */
function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
