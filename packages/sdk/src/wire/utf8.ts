/** Throws on bytes that are not UTF-8; keeps a byte order mark, which would be lost on re-encoding otherwise. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Up to here a loop over ASCII beats a call into the runtime's decoder. */
const shortBytes = 12;

/** The text in `bytes` from `start` to `end`; throws a TypeError when it is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, start = 0, end: number = bytes.length): string {
  if (end - start > shortBytes) return decoder.decode(bytes.subarray(start, end));
  let text = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x7f) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

/** How many bytes a text takes; a lone surrogate counts as the replacement character it becomes. */
export function utf8Length(text: string): number {
  const { length } = text;
  let bytes = length;
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else {
      bytes += 2;
      // A pair takes four bytes: its second half adds nothing to the three counted for the first half plus its own one.
      if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(at + 1))) at++;
    }
  }
  return bytes;
}

/** Writes a text at an offset and returns the offset behind it; the room must be there. */
export function writeUtf8(text: string, target: Uint8Array, offset: number, byteLength: number): number {
  if (byteLength !== text.length) {
    encoder.encodeInto(text, target.subarray(offset));
    return offset + byteLength;
  }
  for (let at = 0; at < byteLength; at++) target[offset + at] = text.charCodeAt(at);
  return offset + byteLength;
}

/** A text as bytes. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
