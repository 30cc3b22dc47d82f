// @ts-check
import { terminalTable } from "./columns.mjs";
import { toCount, toMegabytes, toMilliseconds, toPercent, toRatio } from "./units.mjs";

/** @typedef {import("../gates.mjs").Figures} Figures */

/** @type {Record<import("../rows.mjs").Measurement, string>} */
const titles = {
  webhook: "Webhook: clicks over node:http, keep-alive",
  frameworks: "Webhook in frameworks: the floor is the framework's bare POST handler that does the same work",
  functions: "Webhook in functions: the floor is a bare route handler, or function, that does the same work",
  frames: "Long connection: clicks over WebSockets",
  pipeline: "Pipeline alone: the bytes of the webhook to the text of the answer, one after the other",
};

/** @param {import("../rows.mjs").Measurement} measurement @param {NonNullable<Figures["load"]["webhook"]>} byRow */
export function loadTable(measurement, byRow) {
  const head = ["", "", "per second", "spread", "of floor", "of official", "busy", "CPU each", "CPU of floor"];
  const rows = Object.entries(byRow).flatMap(([row, byContestant]) =>
    Object.entries(byContestant).map(([name, each], index) => [
      index === 0 ? row : "",
      name,
      toCount(each.perSecond),
      toPercent(each.spread),
      toRatio(each.ofFloor),
      toRatio(each.ofOfficial),
      toPercent(each.busy),
      `${each.cpuMicrosecondsEach.toFixed(1)} µs`,
      toRatio(each.cpuOfFloor),
    ]),
  );
  return terminalTable(titles[measurement], [head, ...rows]);
}

/** @param {NonNullable<Figures["dedupe"]>} dedupe */
export function dedupeTable({ bare, larkwire, ofBare }) {
  const range = `${ofBare.low.toFixed(2)} to ${ofBare.high.toFixed(2)}`;
  return terminalTable("Dedupe: deliveries remembered in Redis, 32 under way at a time", [
    ["", "per second", "of bare", "of rounds"],
    ["bare commands", toCount(Math.round(bare)), "1", "–"],
    ["larkwire", toCount(Math.round(larkwire)), toRatio(ofBare), range],
  ]);
}

/** @param {NonNullable<Figures["calls"]>} calls */
export function callsTable(calls) {
  const rows = Object.entries(calls).map(([name, { perSecond, spread, ofFloor, cpuMicrosecondsEach, cpuOfFloor }]) => [
    name,
    toCount(perSecond),
    toPercent(spread),
    toRatio(ofFloor),
    `${cpuMicrosecondsEach.toFixed(0)} µs`,
    toRatio(cpuOfFloor),
  ]);
  return terminalTable("Calls: messages sent over HTTP, 16 under way at a time", [
    ["", "per second", "spread", "of bare", "CPU each", "CPU of bare"],
    ...rows,
  ]);
}

/** @param {NonNullable<Figures["imports"]>} imports */
export function importsTable(imports) {
  const head = ["", "import", "spread", "of ws", "memory", "over nothing"];
  const rows = Object.entries(imports).map(([name, each]) => [
    name,
    toMilliseconds(each.milliseconds),
    name === "nothing" ? "–" : toPercent(each.spread),
    (each.milliseconds / imports.ws.milliseconds).toFixed(2),
    toMegabytes(each.residentBytes),
    toMegabytes(each.overNothingBytes),
  ]);
  return terminalTable("Import: in a fresh process", [head, ...rows]);
}

/** @param {NonNullable<Figures["size"]>} size */
export function sizeTable(size) {
  const head = ["", "on disk with dependencies", "packages", "packed alone"];
  const rows = Object.entries(size).map(([name, { installedBytes, packages, packedBytes }]) => [
    name,
    toMegabytes(installedBytes),
    String(packages),
    toMegabytes(packedBytes),
  ]);
  return terminalTable("Size", [head, ...rows]);
}

/** @param {NonNullable<Figures["types"]>} types */
export function typesTable(types) {
  const head = ["", "memory", "over empty", "check", "total"];
  const rows = Object.entries(types).map(([name, each]) => [
    name,
    `${each.memoryMegabytes.toFixed(1)} MB`,
    `${each.overEmptyMegabytes.toFixed(1)} MB`,
    `${each.checkSeconds.toFixed(2)} s`,
    `${each.totalSeconds.toFixed(2)} s`,
  ]);
  return terminalTable("Types: a two-line app in tsc", [head, ...rows]);
}

/** @param {NonNullable<Figures["scale"]>} scale */
export function scaleTable({ connections, connectionBytes, perSecond, ofWs }) {
  const rate = (/** @type {keyof typeof perSecond} */ kind) => toCount(Math.round(perSecond[kind].median));
  const bytes = (/** @type {keyof typeof connectionBytes} */ kind) => toCount(Math.round(connectionBytes[kind]));
  return terminalTable(`Scale: ${toCount(connections)} long connections, server and clients in two processes`, [
    ["", "ws", "simulator", "of ws"],
    [
      "bytes of a connection",
      bytes("ws"),
      bytes("simulator"),
      (connectionBytes.simulator / connectionBytes.ws).toFixed(2),
    ],
    ["through the gateway per CPU second", rate("ws"), rate("gateway"), ofWs.gateway.median.toFixed(2)],
    ["whole callbacks per CPU second", rate("ws"), rate("callback"), ofWs.callback.median.toFixed(2)],
  ]);
}

/** @param {ReturnType<typeof import("../gates.mjs").judge>} judged */
export function gatesTable(judged) {
  const head = ["", "median", "of rounds", "", "gate", "aim", "verdict"];
  const rows = judged.map(({ figure, measured, bound, gate, aim, unit = "", verdict }) => [
    figure,
    measured === undefined ? "–" : `${measured.median.toFixed(2)} ${unit}`.trim(),
    measured === undefined || measured.low === measured.high
      ? "–"
      : `${measured.low.toFixed(2)} to ${measured.high.toFixed(2)}`,
    bound,
    String(gate),
    String(aim),
    verdict,
  ]);
  return terminalTable("Gates", [head, ...rows]);
}
