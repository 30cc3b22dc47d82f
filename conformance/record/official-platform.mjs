// @ts-check
import { once } from "node:events";
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { toHex } from "./protobuf.mjs";

/**
 * The least of a platform that the official SDK connects to; it knows nothing of larkwire.
 * @param {number} serviceId
 */
export async function startPlatform(serviceId) {
  const server = createServer((request, response) => {
    request.resume();
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const data = {
      URL: `ws://127.0.0.1:${port}/ws/v2?fpid=493&aid=552564&device_id=1&access_key=k&service_id=${serviceId}&ticket=t`,
      ClientConfig: { ReconnectCount: 0, ReconnectInterval: 120, ReconnectNonce: 30, PingInterval: 120 },
    };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ code: 0, msg: "ok", data }));
  });
  const sockets = new WebSocketServer({ server });
  const connected = once(sockets, "connection");
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

  /** @type {string[]} */
  const received = [];
  /** @type {((hex: string) => void)[]} */
  const waiting = [];
  sockets.on("connection", (socket) => {
    socket.on("message", (bytes) => {
      const hex = toHex(/** @type {Buffer} */ (bytes));
      const next = waiting.shift();
      if (next === undefined) received.push(hex);
      else next(hex);
    });
  });

  return {
    domain: `http://127.0.0.1:${port}`,
    /** The next frame that came, in hex. @returns {Promise<string>} */
    next: () => {
      const hex = received.shift();
      return hex === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(hex);
    },
    /** @param {Uint8Array} bytes */
    send: async (bytes) => {
      const [socket] = await connected;
      socket.send(bytes);
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
