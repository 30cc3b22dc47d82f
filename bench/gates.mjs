// @ts-check
import { frameworks, gatedRows } from "./rows.mjs";

const megabyte = 2 ** 20;
const atLeast = /** @type {const} */ ("at least");
const atMost = /** @type {const} */ ("at most");

/**
 * @typedef {import("./report/statistics.mjs").Summary} Summary
 * @typedef {import("./rows.mjs").Measurement} Measurement
 * @typedef {object} Figures what was measured in one run
 * @property {Partial<Record<Measurement, Record<string, Record<string, Summary>>>>} load by row and contestant
 * @property {Awaited<ReturnType<typeof import("./measure/dedupe.mjs").measureDedupe>>} [dedupe]
 * @property {Awaited<ReturnType<typeof import("./measure/calls.mjs").measureCalls>>} [calls]
 * @property {Awaited<ReturnType<typeof import("./measure/imports.mjs").measureImports>>} [imports]
 * @property {Awaited<ReturnType<typeof import("./measure/size.mjs").measureSize>>} [size]
 * @property {import("./types/compile.mjs").TypeFigures} [types]
 * @property {import("./measure/scale.mjs").ScaleFigures} [scale]
 */

/**
 * @typedef {object} Gate
 * @property {string} figure
 * @property {"at least" | "at most"} bound
 * @property {number} gate what must hold
 * @property {number} aim what is wanted
 * @property {string} [unit]
 * @property {(figures: Figures) => import("./report/statistics.mjs").Range | number | undefined} read
 */

/** @param {keyof typeof gatedRows} measurement @param {"ofFloor" | "ofOfficial"} ratio @returns {Gate["read"]} */
const larkwires = (measurement, ratio) => (figures) =>
  figures.load[measurement]?.[gatedRows[measurement]]?.larkwire?.[ratio];

/** Of each framework's bare handler. @param {import("./rows.mjs").InFrameworks} measurement @returns {Gate[]} */
const inFrameworks = (measurement) =>
  frameworks[measurement].map((name) => ({
    figure: `${name}, of its bare handler`,
    bound: atLeast,
    gate: 0.9,
    aim: 1,
    read: ({ load }) => load[measurement]?.[name]?.larkwire?.ofFloor,
  }));

/** @param {"larkwire" | "larkwire/ws"} name @returns {Gate["read"]} */
const importOfWs =
  (name) =>
  ({ imports }) =>
    imports && imports[name].milliseconds / imports.ws.milliseconds;

/** What larkwire is held to, always against something measured in the same run or against a size. @type {readonly Gate[]} */
export const gates = [
  { figure: "webhook, of floor", bound: atLeast, gate: 0.9, aim: 0.95, read: larkwires("webhook", "ofFloor") },
  { figure: "webhook, of official", bound: atLeast, gate: 1.7, aim: 2, read: larkwires("webhook", "ofOfficial") },
  ...inFrameworks("frameworks"),
  ...inFrameworks("functions"),
  { figure: "frames, of floor", bound: atLeast, gate: 0.9, aim: 1, read: larkwires("frames", "ofFloor") },
  { figure: "frames, of official", bound: atLeast, gate: 2, aim: 2.5, read: larkwires("frames", "ofOfficial") },
  { figure: "pipeline, of floor", bound: atLeast, gate: 0.85, aim: 0.95, read: larkwires("pipeline", "ofFloor") },
  { figure: "import larkwire, of ws", bound: atMost, gate: 1.5, aim: 1, read: importOfWs("larkwire") },
  { figure: "import larkwire/ws, of ws", bound: atMost, gate: 1.5, aim: 1, read: importOfWs("larkwire/ws") },
  {
    figure: "installed with dependencies",
    bound: atMost,
    gate: 2,
    aim: 1,
    unit: "MB",
    read: ({ size }) => size && size.larkwire.installedBytes / megabyte,
  },
  {
    figure: "types over an empty file",
    bound: atMost,
    gate: 40,
    aim: 20,
    unit: "MB",
    read: ({ types }) => types?.larkwire.overEmptyMegabytes,
  },
  {
    figure: "simulator: memory of a connection, of ws",
    bound: atMost,
    gate: 3,
    aim: 2,
    read: ({ scale }) => scale && scale.connectionBytes.simulator / scale.connectionBytes.ws,
  },
  {
    figure: "simulator: callbacks through the gateway, of ws",
    bound: atLeast,
    gate: 0.5,
    aim: 0.5,
    read: ({ scale }) => scale?.ofWs.gateway,
  },
];

/**
 * @param {Figures} figures
 * @returns {(Gate & { measured: import("./report/statistics.mjs").Range | undefined, verdict: "aim" | "gate" | "FAIL" | "not measured" })[]}
 */
export function judge(figures) {
  return gates.map((gate) => {
    const read = gate.read(figures);
    const measured = typeof read === "number" ? { median: read, low: read, high: read } : read;
    return { ...gate, measured, verdict: measured === undefined ? "not measured" : verdictOn(gate, measured.median) };
  });
}

/** @param {Gate} gate @param {number} value */
function verdictOn({ bound, gate, aim }, value) {
  const holds = (/** @type {number} */ limit) => (bound === atLeast ? value >= limit : value <= limit);
  return holds(aim) ? "aim" : holds(gate) ? "gate" : "FAIL";
}
