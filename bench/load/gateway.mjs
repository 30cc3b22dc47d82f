// @ts-check
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { toId } from "../fixtures/click.mjs";
import { clickFrame, clientConfig, idOffsets, pongFrame } from "../fixtures/frame.mjs";
import { readClientFrames, serverFrameHeader } from "./websocket-frames.mjs";

export const appId = "cli_a1b2c3d4e5f60718";
export const appSecret = "bench-app-secret";

/** Frames on the way at the same time. */
const window = 256;
const clickHeader = serverFrameHeader(clickFrame.length);
const messageLength = clickHeader.length + clickFrame.length;
/** Pings are short, answers are not. */
const longestControlFrame = 125;

/**
 * The platform's side of one long connection, written on the bare socket: what it costs must not hide what a client costs.
 */
export async function startGateway() {
  const server = createServer((request, response) => {
    request.resume();
    const URL = `ws://127.0.0.1:${port()}/ws/v2?fpid=493&aid=552564&device_id=1&access_key=k&service_id=33554678&ticket=t`;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ code: 0, msg: "ok", data: { URL, ClientConfig: clientConfig } }));
  });
  const port = () => /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  /** @type {import("node:net").Socket | undefined} */
  let socket;
  /** @type {(payload: Buffer, mask: Buffer) => void} */
  let onAnswer = () => {};

  server.on("upgrade", (request, upgraded) => {
    socket = /** @type {import("node:net").Socket} */ (upgraded);
    socket.setNoDelay(true);
    const accept = createHash("sha1")
      .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    const read = readClientFrames((payload, mask) => {
      if (payload.length > longestControlFrame) onAnswer(payload, mask);
      else upgraded.write(Buffer.concat([serverFrameHeader(pongFrame.length), pongFrame]));
    });
    socket.on("data", read);
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    domain: `http://127.0.0.1:${port()}`,
    /**
     * Sends clicks, numbered from `first`, and keeps the raw answers with their masks.
     * @param {number} first @param {number} durationMs
     * @returns {Promise<{ answers: { payload: Buffer, mask: Buffer }[], sent: number, elapsedMs: number }>}
     */
    run: (first, durationMs) =>
      new Promise((resolve, reject) => {
        if (socket === undefined) throw new Error("nobody is connected");
        const client = socket;
        const lost = () => reject(new Error("the client closed the long connection"));
        client.once("close", lost);
        /** @type {{ payload: Buffer, mask: Buffer }[]} */
        const answers = [];
        let sent = 0;
        let owed = 0;
        let flushing = false;
        const begin = performance.now();
        const flush = () => {
          flushing = false;
          if (performance.now() - begin < durationMs) {
            client.write(clicks(first + sent, owed));
            sent += owed;
            owed = 0;
          } else if (answers.length === sent) {
            client.off("close", lost);
            onAnswer = () => {};
            resolve({ answers, sent, elapsedMs: performance.now() - begin });
          }
        };
        onAnswer = (payload, mask) => {
          answers.push({ payload, mask });
          owed++;
          if (flushing) return;
          flushing = true;
          setImmediate(flush);
        };
        owed = window;
        flush();
      }),
    close: () => {
      socket?.destroy();
      server.close();
    },
  };
}

/** @param {number} first @param {number} count */
function clicks(first, count) {
  const bytes = Buffer.allocUnsafe(count * messageLength);
  for (let index = 0; index < count; index++) {
    const start = index * messageLength;
    clickHeader.copy(bytes, start);
    clickFrame.copy(bytes, start + clickHeader.length);
    const id = toId(first + index);
    for (const offset of idOffsets) bytes.write(id, start + clickHeader.length + offset, "latin1");
  }
  return bytes;
}
