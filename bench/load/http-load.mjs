// @ts-check
import { once } from "node:events";
import { connect } from "node:net";

/**
 * Sends every request over keep-alive sockets, one at a time on each, and keeps the raw answers.
 * @param {number} port
 * @param {readonly Buffer[]} requests
 * @param {{ connections: number, durationMs: number }} load
 * @returns {Promise<{ answers: Buffer[], elapsedMs: number }>} answers in the order of the requests
 */
export async function httpLoad(port, requests, { connections, durationMs }) {
  const sockets = Array.from({ length: connections }, () => connect({ port, host: "127.0.0.1", noDelay: true }));
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  /** @type {Buffer[]} */
  const answers = [];
  const begin = performance.now();
  let next = 0;
  const take = () => (next < requests.length && performance.now() - begin < durationMs ? next++ : undefined);
  await Promise.all(sockets.map((socket) => drive(socket, requests, answers, take)));
  const elapsedMs = performance.now() - begin;
  for (const socket of sockets) socket.destroy();
  return { answers, elapsedMs };
}

/**
 * @param {import("node:net").Socket} socket
 * @param {readonly Buffer[]} requests
 * @param {Buffer[]} answers
 * @param {() => number | undefined} take
 * @returns {Promise<void>}
 */
function drive(socket, requests, answers, take) {
  return new Promise((resolve, reject) => {
    let current = take();
    /** @type {Buffer | undefined} */
    let partial;
    const send = () =>
      current === undefined ? resolve() : void socket.write(/** @type {Buffer} */ (requests[current]));
    socket.on("data", (/** @type {Buffer} */ chunk) => {
      const bytes = partial === undefined ? chunk : Buffer.concat([partial, chunk]);
      const end = responseEnd(bytes);
      partial = end === undefined || end > bytes.length ? bytes : undefined;
      if (partial !== undefined) return;
      if (end !== bytes.length) return reject(new Error("the server sent more than one response to a request"));
      answers[/** @type {number} */ (current)] = bytes;
      current = take();
      send();
    });
    socket.on("error", reject);
    socket.on("close", () => {
      const last = answers.findLast((bytes) => bytes !== undefined)?.toString("latin1", 0, 15);
      reject(new Error(`the server closed a keep-alive connection, its last answer was "${last}"`));
    });
    send();
  });
}

/**
 * Where the response ends, once its head is complete.
 * @param {Buffer} bytes
 */
function responseEnd(bytes) {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const length = /content-length: (\d+)/i.exec(bytes.toString("latin1", 0, headEnd))?.[1];
  if (length === undefined) throw new Error("the response has no Content-Length");
  return headEnd + 4 + Number(length);
}

/** @param {Buffer} bytes */
export function readHttpAnswer(bytes) {
  const headEnd = bytes.indexOf("\r\n\r\n");
  return { status: Number(bytes.toString("latin1", 9, 12)), body: bytes.toString("utf8", headEnd + 4) };
}
