// @ts-check
import { path } from "../fixtures/app.mjs";
import { replyJson } from "../fixtures/click.mjs";
import { createRequests, toHttpBytes } from "../fixtures/request.mjs";
import { httpLoad, readHttpAnswer } from "../load/http-load.mjs";
import { startContestant } from "./contestant.mjs";
import { inTurns } from "./rounds.mjs";

/** Kept short for large bodies, so that the requests of one turn fit into memory. */
const maxBytes = 400_000_000;

/** How many requests are made for the first second, and over how many sockets they go. A turn ends early when they are used up. */
const loads = [
  { upToKilobytes: 1, perSecond: 20_000, connections: 64 },
  { upToKilobytes: 10, perSecond: 10_000, connections: 64 },
  { upToKilobytes: 100, perSecond: 2_000, connections: 16 },
];

/** How many are made for a second later, of what the contestant answered at its best. */
const reserve = 2;

/** Clicks over node:http. @type {import("./rounds.mjs").Measure} */
export const measureWebhook = (...args) => measureHttp("webhook", ...args);

/** The same in a framework, which the official SDK is not measured in. @type {import("./rounds.mjs").Measure} */
export const measureFrameworks = (row, names, ...args) =>
  measureHttp(
    "frameworks",
    row,
    names.filter((name) => name !== "official"),
    ...args,
  );

/** @param {"webhook" | "frameworks"} measurement @param {Parameters<import("./rounds.mjs").Measure>} args */
async function measureHttp(measurement, ...[row, names, plan, directory]) {
  const load = loads.find(({ upToKilobytes }) => row.kilobytes <= upToKilobytes);
  if (load === undefined) throw new Error(`no load for ${row.kilobytes} KB`);
  const { perSecond, connections } = load;
  const { encrypted } = row.settings;
  const makeRequest = createRequests({ kilobytes: row.kilobytes, encrypted });
  const maxRequests = maxBytes / toHttpBytes(makeRequest(0)).length;
  /** By contestant. @type {Map<string, number>} */
  const most = new Map();
  const contestants = await Promise.all(
    names.map((name) => startContestant(name, measurement, directory, row.settings)),
  );
  let number = 1;
  try {
    return await inTurns(`${measurement}, ${row.name}`, contestants, plan, async ({ name, port }, durationMs) => {
      const best = most.get(name) ?? 0;
      const count = Math.ceil(Math.min(maxRequests, (durationMs / 1000) * Math.max(perSecond, best * reserve)));
      const ids = new Array(count);
      const requests = Array.from({ length: count }, (_, index) => {
        const request = makeRequest(number++);
        ids[index] = request.id;
        return toHttpBytes(request);
      });
      const { answers, elapsedMs } = await httpLoad(port, requests, { connections, durationMs });
      for (const [index, bytes] of answers.entries()) {
        const { status, body } = readHttpAnswer(bytes);
        const expected = replyJson(ids[index]);
        if (status !== 200 || body !== expected)
          throw new Error(`${name} answered ${status} ${body} to ${path}, not ${expected}`);
      }
      most.set(name, Math.max(best, (answers.length / elapsedMs) * 1000));
      return { answered: answers.length, elapsedMs };
    });
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
  }
}
