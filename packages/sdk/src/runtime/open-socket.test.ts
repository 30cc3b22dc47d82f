import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { SocketLimits } from "../ports.ts";
import { systemClock } from "./clock.ts";
import { createOpenSocket } from "./open-socket.ts";

const limits: SocketLimits = { handshakeTimeoutMs: 10_000, maxFrameBytes: 4_194_304, maxUnsentBytes: 16_777_216 };
const openSocket = createOpenSocket(() => undefined, systemClock);
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

type Told = readonly [what: string, ...rest: unknown[]];

function open(url: string, wish: Partial<SocketLimits> = {}) {
  const told: Told[] = [];
  const socket = openSocket(
    url,
    {
      opened: () => void told.push(["opened"]),
      message: (bytes) => void told.push(["message", bytes.length]),
      refused: (status) => void told.push(["refused", status]),
      closed: (code, cause) =>
        void told.push(["closed", code, cause === undefined || !("code" in cause) ? cause : cause.code]),
    },
    { ...limits, ...wish },
  );
  cleanups.push(() => socket.destroy());
  return { socket, told };
}

async function connect(wish: Partial<SocketLimits> = {}) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  cleanups.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  await once(server, "listening");
  const opened = open(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, wish);
  const [peer] = (await once(server, "connection")) as [WebSocket];
  await expect.poll(() => opened.told).toEqual([["opened"]]);
  return { ...opened, peer };
}

const sending = (socket: ReturnType<typeof openSocket>, bytes: number): Promise<boolean> =>
  new Promise((resolve) => socket.send(new Uint8Array(bytes), resolve));

describe("createOpenSocket", () => {
  it("takes a message of maxFrameBytes, and drops the connection for one byte more", async () => {
    const { peer, told } = await connect();

    peer.send(new Uint8Array(4_194_304));
    await expect.poll(() => told.at(-1)).toEqual(["message", 4_194_304]);
    peer.send(new Uint8Array(4_194_305));

    await expect.poll(() => told.at(-1)).toEqual(["closed", 1006, "FRAME_TOO_LARGE"]);
    expect(told).toHaveLength(3);
  });

  it("has a limit even where a number beyond 32 bits is given", async () => {
    const { peer, told } = await connect({ maxFrameBytes: 2 ** 32 });

    // The head of a message of 2 GiB.
    peer.send(new Uint8Array(1));
    await expect.poll(() => told.at(-1)).toEqual(["message", 1]);
    (peer as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket.write(
      Buffer.from("827f0000000080000000", "hex"),
    );

    await expect.poll(() => told.at(-1)).toEqual(["closed", 1006, "FRAME_TOO_LARGE"]);
  });

  it("lets maxUnsentBytes wait, and drops the connection for one byte more", async () => {
    const { peer, socket, told } = await connect({ maxUnsentBytes: 1_000_000 });
    const received: number[] = [];
    peer.on("message", (bytes: Buffer) => void received.push(bytes.length));

    expect(await sending(socket, 1_000_000)).toBe(true);
    expect(await sending(socket, 1_000_001)).toBe(false);

    await expect.poll(() => told.at(-1)).toEqual(["closed", 1006, "CONNECTION_STALLED"]);
    expect(await sending(socket, 1)).toBe(false);
    await expect.poll(() => received).toEqual([1_000_000]);
  });

  it("tells of an address that cannot be used instead of throwing", async () => {
    const { told, socket } = open("ws://127.0.0.1/#fragment");

    await expect.poll(() => told).toEqual([["closed", 1006, "HANDSHAKE_FAILED"]]);
    expect(await sending(socket, 1)).toBe(false);
  });

  it("opens nothing when it is destroyed before ws is loaded", async () => {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    await once(server, "listening");
    let connections = 0;
    server.on("connection", () => connections++);

    const { socket, told } = open(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    socket.destroy();
    const later = await connect();

    later.socket.close();
    await expect.poll(() => later.told.at(-1)?.[0]).toBe("closed");
    expect([connections, told]).toEqual([0, []]);
    server.close();
  });
});
