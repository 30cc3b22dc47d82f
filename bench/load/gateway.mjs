// @ts-check
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { toId } from "../fixtures/click.mjs";
import { clientConfig, pongFrame } from "../fixtures/frame.mjs";
import { createGatewayConnection } from "./gateway-connection.mjs";

/** Clicks on the way at the same time, over all connections. */
const window = 256;

/**
 * The platform's side of the long connections, written on bare sockets: what it costs must not hide what a client costs.
 * @param {(ids: readonly string[]) => Buffer} toMessages
 */
export async function startGateway(toMessages) {
  /** @type {import("./gateway-connection.mjs").GatewayConnection[]} */
  const connections = [];
  const server = createServer((request, response) => {
    request.resume();
    const URL = `ws://127.0.0.1:${port()}/ws/v2?fpid=493&aid=552564&device_id=1&access_key=k&service_id=33554678&ticket=t`;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ code: 0, msg: "ok", data: { URL, ClientConfig: clientConfig } }));
  });
  const port = () => /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  server.on("upgrade", (request, socket) => {
    const accept = createHash("sha1")
      .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    connections.push(createGatewayConnection(/** @type {import("node:net").Socket} */ (socket), pongFrame));
    server.emit("connected");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    domain: `http://127.0.0.1:${port()}`,
    /** @param {number} count */
    connected: async (count) => {
      while (connections.length < count) await once(server, "connected");
    },
    /**
     * Sends clicks, numbered from `first`, and keeps the raw answers with their masks.
     * @param {number} first @param {number} durationMs
     * @returns {Promise<{ answers: import("./gateway-connection.mjs").RawAnswer[], sent: number, elapsedMs: number }>}
     */
    run: async (first, durationMs) => {
      let sent = 0;
      const begin = performance.now();
      /** @param {number} count */
      const take = (count) => {
        if (performance.now() - begin >= durationMs) return undefined;
        const ids = Array.from({ length: count }, (_, index) => toId(first + sent + index));
        sent += count;
        return toMessages(ids);
      };
      const each = Math.ceil(window / connections.length);
      const answers = await Promise.all(connections.map((connection) => connection.run(each, take)));
      return { answers: answers.flat(), sent, elapsedMs: performance.now() - begin };
    },
    close: () => {
      for (const connection of connections) connection.close();
      server.close();
    },
  };
}
