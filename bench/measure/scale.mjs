// @ts-check
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { median } from "../report/statistics.mjs";
import { connectCrowd } from "../scale/crowd.mjs";
import { contestantCore, pinned } from "./cores.mjs";

const program = fileURLToPath(new URL("../scale/server.mjs", import.meta.url));
/** Clicks on the way at the same time, and the connections that they go over. */
const [window, busyConnections] = [256, 50];

/**
 * @typedef {"ws" | "simulator"} Kind
 * @typedef {Record<Kind, { connectionBytes: number, perSecond: number }> & { connections: number }} ScaleFigures
 */

/**
 * What a connection of the simulator costs beside a bare `ws` one, and how many clicks go through it: one process holds
 * the connections, another one makes them.
 *
 * @param {{ quick: boolean, rounds: number, durationMs: number }} plan
 * @returns {Promise<ScaleFigures>}
 */
export async function measureScale({ quick, rounds, durationMs }) {
  const connections = quick ? 2_000 : 10_000;
  /** @type {Record<Kind, number[]>} */
  const rates = { ws: [], simulator: [] };
  const kinds = /** @type {const} */ (["ws", "simulator"]);
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) rates[kind].push(await rateOf(kind, durationMs));
  }
  return {
    connections,
    ws: { connectionBytes: await connectionBytes("ws", connections), perSecond: median(rates.ws) },
    simulator: {
      connectionBytes: await connectionBytes("simulator", connections),
      perSecond: median(rates.simulator),
    },
  };
}

/** @param {Kind} kind @param {number} durationMs */
async function rateOf(kind, durationMs) {
  const server = await start(kind, busyConnections);
  const crowd = await connectCrowd(server.origin, server.apps, busyConnections);
  await server.request({ type: "load", durationMs: 300, window });
  const { perSecond } = await server.request({ type: "load", durationMs, window });
  crowd.close();
  server.close();
  return perSecond;
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
