// @ts-check
import { idPlaceholder } from "../fixtures/frame.mjs";
import { serverFrameHeader } from "./websocket-frames.mjs";

/**
 * Clicks as bytes for a WebSocket's stream.
 * @param {readonly Buffer[]} frames of one click
 */
export function createClickMessages(frames) {
  const click = Buffer.concat(frames.flatMap((frame) => [serverFrameHeader(frame.length), frame]));
  const offsets = offsetsOf(click, Buffer.from(idPlaceholder));
  // One in the header of each fragment, three in the payload: none may be cut in two.
  if (offsets.length !== frames.length + 3)
    throw new Error(`a click's frames have ${offsets.length} places for its id`);
  /** @param {readonly string[]} ids */
  return (ids) => {
    const bytes = Buffer.allocUnsafe(ids.length * click.length);
    for (const [index, id] of ids.entries()) {
      const start = index * click.length;
      click.copy(bytes, start);
      for (const offset of offsets) bytes.write(id, start + offset, "latin1");
    }
    return bytes;
  };
}

/** @param {Buffer} bytes @param {Buffer} needle */
function offsetsOf(bytes, needle) {
  const offsets = [];
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + needle.length)) offsets.push(at);
  return offsets;
}
