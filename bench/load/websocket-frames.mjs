// @ts-check

/** The head of an unmasked binary message. @param {number} length */
export function serverFrameHeader(length) {
  if (length < 126) return Buffer.from([0x82, length]);
  if (length > 65_535) throw new Error(`a message of ${length} bytes needs a longer head than this`);
  return Buffer.from([0x82, 126, length >> 8, length & 0xff]);
}

/**
 * Cuts masked messages out of a byte stream. Payloads are views that are still masked.
 * @param {(payload: Buffer, mask: Buffer) => void} take
 * @returns {(chunk: Buffer) => void}
 */
export function readClientFrames(take) {
  /** @type {Buffer | undefined} */
  let rest;
  return (chunk) => {
    const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (at + 2 <= bytes.length) {
      const first = /** @type {number} */ (bytes[at]);
      const short = /** @type {number} */ (bytes[at + 1]) & 0x7f;
      if (first !== 0x82 || short === 127) throw new Error(`unexpected WebSocket frame 0x${first.toString(16)}`);
      const maskAt = at + (short === 126 ? 4 : 2);
      if (maskAt + 4 > bytes.length) break;
      const length = short === 126 ? bytes.readUInt16BE(at + 2) : short;
      const end = maskAt + 4 + length;
      if (end > bytes.length) break;
      take(bytes.subarray(maskAt + 4, end), bytes.subarray(maskAt, maskAt + 4));
      at = end;
    }
    rest = at === bytes.length ? undefined : bytes.subarray(at);
  };
}

/** @param {Buffer} payload @param {Buffer} mask */
export function unmask(payload, mask) {
  const bytes = Buffer.allocUnsafe(payload.length);
  for (let at = 0; at < payload.length; at++)
    bytes[at] = /** @type {number} */ (payload[at]) ^ /** @type {number} */ (mask[at & 3]);
  return bytes;
}
