// @ts-check

/** @typedef {{ since: number, left: number, bytes: number, parts: Buffer[] }} Partial */

const limits = { fragments: 1_024, messages: 256, bytes: 67_108_864, ttlMs: 15_000 };

/** Puts payloads together that came in several frames, within bounds on their number, bytes and time. */
export function createFragments() {
  /** @type {Map<string, Partial>} in the order of their first fragments */
  const partials = new Map();
  let bytes = 0;
  /** @param {string} id @param {Partial} partial */
  const forget = (id, partial) => {
    partials.delete(id);
    bytes -= partial.bytes;
  };
  /**
   * The whole payload, once its last part has come. Parts are copied: they are views of network buffers.
   * @param {string} id @param {number} sum @param {number} seq @param {Buffer} part
   */
  return (id, sum, seq, part) => {
    const now = performance.now();
    for (const [oldId, old] of partials) {
      if (now - old.since < limits.ttlMs) break;
      forget(oldId, old);
    }
    if (!(sum <= limits.fragments && seq < sum) || bytes + part.length > limits.bytes) throw new Error("fragment");
    const partial = partials.get(id) ?? { since: now, left: sum, bytes: 0, parts: [] };
    if (partial.left === sum) {
      if (partials.size >= limits.messages) throw new Error("fragments");
      partials.set(id, partial);
    }
    if (partial.parts[seq] !== undefined) return undefined;
    partial.parts[seq] = Buffer.from(part);
    partial.bytes += part.length;
    bytes += part.length;
    partial.left--;
    if (partial.left > 0) return undefined;
    forget(id, partial);
    return Buffer.concat(partial.parts, partial.bytes);
  };
}
