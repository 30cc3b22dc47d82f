// @ts-check
import { once } from "node:events";
import { connect } from "node:net";
import { encodeAnswer, readFrame } from "larkwire/protocol";

/** How many connect at the same time. */
const inParallel = 64;
/** What every app answers: nothing but that it has understood. */
const answer = { code: 200, json: "{}", bizRtMs: 1 };

/**
 * Clients on bare sockets, which hold connections and give every frame back with an answer: what they cost must not hide
 * what a server costs.
 *
 * @param {string} origin
 * @param {readonly { appId: string, appSecret: string }[]} apps
 * @param {number} count
 */
export async function connectCrowd(origin, apps, count) {
  /** @type {import("node:net").Socket[]} */
  const sockets = [];
  let next = 0;
  const connectOthers = async () => {
    for (let index = next++; index < count; index = next++) {
      sockets.push(await open(await addressOf(origin, apps[index % apps.length])));
    }
  };
  await Promise.all(Array.from({ length: inParallel }, connectOthers));
  return {
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** @param {string} origin @param {{ appId: string, appSecret: string } | undefined} app */
async function addressOf(origin, app) {
  if (app === undefined) return new URL(origin);
  const body = JSON.stringify({ AppID: app.appId, AppSecret: app.appSecret });
  const response = await fetch(`${origin}/callback/ws/endpoint`, { method: "POST", body });
  const { data } = /** @type {{ data: { URL: string } }} */ (await response.json());
  return new URL(data.URL);
}

/** @param {URL} url */
async function open({ hostname, port, pathname, search }) {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, "connect");
  socket.write(
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n`,
  );
  const [head] = await once(socket, "data");
  if (!String(head).startsWith("HTTP/1.1 101"))
    throw new Error(`a connection was refused: ${String(head).slice(0, 80)}`);
  socket.on("error", () => {});
  socket.on(
    "data",
    echo((bytes) => socket.write(bytes)),
  );
  return socket;
}

/** @param {(bytes: Buffer) => void} write @returns {(chunk: Buffer) => void} */
function echo(write) {
  /** @type {Buffer} */
  let rest = Buffer.alloc(0);
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const parts = [];
    let at = 0;
    while (at + 4 <= bytes.length) {
      const short = bytes.readUInt8(at + 1);
      const length = short === 126 ? bytes.readUInt16BE(at + 2) : short;
      const start = at + (short === 126 ? 4 : 2);
      if (start + length > bytes.length) break;
      const message = encodeAnswer(readFrame(bytes.subarray(start, start + length)), answer);
      parts.push(headOf(message.length), message);
      at = start + length;
    }
    rest = bytes.subarray(at);
    if (parts.length > 0) write(Buffer.concat(parts));
  };
}

/** The head of a masked binary message; a mask of zeros changes nothing. @param {number} length */
function headOf(length) {
  return Buffer.from([0x82, 0xfe, length >> 8, length & 255, 0, 0, 0, 0]);
}
