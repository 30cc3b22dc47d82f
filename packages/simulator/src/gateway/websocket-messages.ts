/**
 * Binary messages as a server writes them, RFC 6455 section 5.2, one behind the other: what leaves in one turn leaves in
 * one write, which under load costs more than everything else.
 */
export function toWebSocketMessages(payloads: readonly Uint8Array[]): Buffer {
  const length = payloads.reduce((sum, payload) => sum + headLength(payload.length) + payload.length, 0);
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  for (const payload of payloads) {
    at = writeHead(bytes, at, payload.length);
    bytes.set(payload, at);
    at += payload.length;
  }
  return bytes;
}

function headLength(length: number): number {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10;
}

/** Returns the offset behind it. */
function writeHead(bytes: Buffer, at: number, length: number): number {
  bytes[at] = 0x82;
  if (length < 126) return bytes.writeUInt8(length, at + 1);
  if (length < 65_536) return bytes.writeUInt16BE(length, bytes.writeUInt8(126, at + 1));
  return bytes.writeBigUInt64BE(BigInt(length), bytes.writeUInt8(127, at + 1));
}
