// @ts-check
import { once } from "node:events";
import { createServer } from "node:http";
import { startSimulator } from "@larkwire/simulator";
import { encodeFrame, frameMethod } from "larkwire/protocol";
import { WebSocketServer } from "ws";
import { createClickJson, idLength } from "../fixtures/click.mjs";

/**
 * @typedef {object} Platform
 * @property {string} origin
 * @property {readonly { appId: string, appSecret: string }[]} apps none where connections need no address of their own
 * @property {(lane: number) => Promise<unknown>} ask resolves with the answer to one click
 */

/** @typedef {import("../measure/scale.mjs").Kind} Kind */

/** As many as one app may have. */
const connectionsPerApp = 50;
const clickJson = createClickJson(1)("0".repeat(idLength));
const click = JSON.parse(clickJson);
const payload = Buffer.from(clickJson);

/** @param {Kind} kind @param {number} connections @returns {Promise<Platform>} */
async function startPlatform(kind, connections) {
  const simulator = await startSimulator({ console: false });
  const apps = Array.from({ length: Math.ceil(connections / connectionsPerApp) }, () => simulator.createApp());
  const push = (/** @type {import("@larkwire/simulator").SimulatedApp} */ app) =>
    app.push(payload).then((answer) => {
      if (answer?.status !== 200) throw new Error("a click was not answered");
    });
  const trigger = async (/** @type {import("@larkwire/simulator").SimulatedApp} */ app) => {
    const { clientCode } = await app.trigger("card.action.trigger", click.event);
    if (clientCode !== undefined) throw new Error("a click was not answered");
  };
  const askApp = kind === "gateway" ? push : trigger;
  const ask = (/** @type {number} */ lane) =>
    askApp(/** @type {import("@larkwire/simulator").SimulatedApp} */ (apps[lane % apps.length]));
  return { origin: simulator.domain, apps: apps.map(({ appId, appSecret }) => ({ appId, appSecret })), ask };
}

/** A WebSocket server that sends such frames and counts what comes back: what nobody can leave out. @returns {Promise<Platform>} */
async function startBare() {
  const headers = { type: "event", message_id: "9b1d2a6e-0c4f-4f39-9d53-000000000000", sum: "1", seq: "0" };
  const rest = {
    trace_id: "2023111422132068a1b2c3d4e5f6071829",
    timestamp: "1700000000123",
    instance_id: "0".repeat(24),
  };
  const frame = encodeFrame({
    SeqID: 7_300_001_000_000_000_001n,
    LogID: 7_300_001_000_000_000_002n,
    service: 1,
    method: frameMethod.data,
    headers: Object.entries({ ...headers, ...rest }).map(([key, value]) => ({ key, value })),
    payload,
  });
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false });
  /** @type {import("ws").WebSocket[]} */
  const open = [];
  /** @type {((value?: unknown) => void)[]} */
  const waiting = [];
  const server = createServer().listen(0, "127.0.0.1");
  server.on("upgrade", (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (each) => {
      open.push(each);
      each.on("message", () => waiting.shift()?.());
      each.on("error", () => {});
    }),
  );
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const ask = (/** @type {number} */ lane) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      open[lane % open.length]?.send(frame);
    });
  return { origin: `http://127.0.0.1:${port}`, apps: [], ask };
}

/** Keeps `window` clicks on the way. @param {Platform} platform @param {{ durationMs: number, window: number }} load */
async function run({ ask }, { durationMs, window }) {
  const begin = performance.now();
  let answered = 0;
  const lane = async (/** @type {number} */ index) => {
    for (; performance.now() - begin < durationMs; answered++) await ask(index);
  };
  await Promise.all(Array.from({ length: window }, (_, index) => lane(index)));
  return { answered, elapsedMs: performance.now() - begin };
}

function usedBytes() {
  /** @type {() => void} */ (globalThis.gc)();
  const { heapUsed, external } = process.memoryUsage();
  return { bytes: heapUsed + external };
}

const [kind, connections] = /** @type {[Kind, string]} */ (process.argv.slice(2));
const platform = await (kind === "ws" ? startBare() : startPlatform(kind, Number(connections)));
/** @typedef {{ type: "load", durationMs: number, window: number } | { type: "memory" | "cpu" }} Request */
/** @param {Request} request */
const answerTo = (request) =>
  request.type === "load" ? run(platform, request) : request.type === "cpu" ? process.cpuUsage() : usedBytes();
const reply = (/** @type {object} */ message) => process.send?.(message);
process.on("message", async (/** @type {Request} */ request) => reply(await answerTo(request)));
process.on("disconnect", () => process.exit());
reply({ origin: platform.origin, apps: platform.apps });
