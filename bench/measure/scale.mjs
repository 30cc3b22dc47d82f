// @ts-check
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { rangeOf } from "../report/statistics.mjs";
import { connectCrowd } from "../scale/crowd.mjs";
import { contestantCore, pinned } from "./cores.mjs";
import { inTurns } from "./rounds.mjs";

const program = fileURLToPath(new URL("../scale/server.mjs", import.meta.url));
/** Clicks on the way at the same time, and the connections that they go over. */
const [window, busyConnections] = [256, 50];

const kinds = /** @type {const} */ (["ws", "gateway", "callback"]);

/**
 * `ws` sends finished frames and counts answers. `gateway` is given the payload: it chooses a connection, frames, sends,
 * matches and decodes. `callback` is the whole: made up, sent, answered, judged, put on record and read.
 *
 * @typedef {typeof kinds[number]} Kind
 * @typedef {object} ScaleFigures
 * @property {number} connections
 * @property {Record<"ws" | "simulator", number>} connectionBytes
 * @property {Record<Kind, import("../report/statistics.mjs").Range>} perSecond of processor time
 * @property {Record<Exclude<Kind, "ws">, import("../report/statistics.mjs").Range>} ofWs in each round
 */

/**
 * What a connection of the simulator costs beside a bare `ws` one, and how many callbacks go through it: one process holds
 * the connections, another one makes them.
 *
 * @param {{ quick: boolean, rounds: number, durationMs: number }} plan
 * @returns {Promise<ScaleFigures>}
 */
export async function measureScale({ quick, ...plan }) {
  const connections = quick ? 2_000 : 10_000;
  const platforms = await Promise.all(kinds.map(startBusy));
  const samples = await inTurns("scale", platforms, plan, ({ load }, durationMs) => load(durationMs));
  for (const { close } of platforms) close();
  // By processor time, because the rate on the clock says more about who else uses the machine.
  const rates = (/** @type {Kind} */ kind) =>
    (samples[kind] ?? []).map(({ answered, cpuMs }) => (answered / cpuMs) * 1000);
  const [ws, gateway, callback] = [rates("ws"), rates("gateway"), rates("callback")];
  const ofWs = (/** @type {number[]} */ ofKind) =>
    rangeOf(ofKind.map((rate, round) => rate / (ws[round] ?? Number.NaN)));
  return {
    connections,
    connectionBytes: {
      ws: await connectionBytes("ws", connections),
      simulator: await connectionBytes("gateway", connections),
    },
    perSecond: { ws: rangeOf(ws), gateway: rangeOf(gateway), callback: rangeOf(callback) },
    ofWs: { gateway: ofWs(gateway), callback: ofWs(callback) },
  };
}

/** A server with the connections that a load goes over. @param {Kind} kind */
async function startBusy(kind) {
  const server = await start(kind, busyConnections);
  const crowd = await connectCrowd(server.origin, server.apps, busyConnections);
  return {
    name: kind,
    cpuMs: async () => {
      const { user, system } = await server.request({ type: "cpu" });
      return (user + system) / 1000;
    },
    load: (/** @type {number} */ durationMs) => server.request({ type: "load", durationMs, window }),
    close: () => {
      crowd.close();
      server.close();
    },
  };
}

/** @param {Kind} kind @param {number} connections */
async function connectionBytes(kind, connections) {
  const server = await start(kind, connections);
  // What the first connections make grow is not theirs.
  const first = await connectCrowd(server.origin, server.apps.slice(0, 2), 100);
  const before = await server.request({ type: "memory" });
  const crowd = await connectCrowd(server.origin, server.apps.slice(2), connections - 100);
  const after = await server.request({ type: "memory" });
  first.close();
  crowd.close();
  server.close();
  return (after.bytes - before.bytes) / (connections - 100);
}

/** @param {Kind} kind @param {number} connections */
async function start(kind, connections) {
  const [command = "", ...args] = pinned(contestantCore, [process.execPath, "--expose-gc"]);
  const child = fork(program, [kind, String(connections)], { execPath: command, execArgv: args });
  const ask = async () => (await once(child, "message"))[0];
  const { origin, apps } = await ask();
  return {
    origin: /** @type {string} */ (origin),
    apps: /** @type {{ appId: string, appSecret: string }[]} */ (apps),
    /** @param {object} message */
    request: (message) => {
      const reply = ask();
      child.send(message);
      return reply;
    },
    close: () => child.disconnect(),
  };
}
