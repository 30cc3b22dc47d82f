// @ts-check
import { usual } from "./contestants/settings.mjs";

/**
 * A row of the table: what is sent, and how the contestants are set up for it.
 * @typedef {object} Row
 * @property {string} name
 * @property {number} kilobytes of the click
 * @property {number} fragments that it comes in, on a long connection
 * @property {import("./contestants/settings.mjs").Settings} settings
 */

export const allMeasurements = /** @type {const} */ (["webhook", "frameworks", "functions", "frames", "pipeline"]);

/** @typedef {typeof allMeasurements[number]} Measurement */

/** Frameworks that are asked over sockets, and hosts that call a function. */
export const frameworks = /** @type {const} */ ({
  frameworks: ["express", "koa", "fastify", "hono", "nest-middleware", "nest-controller"],
  functions: ["next", "rest-api", "http-api", "function-url"],
});

/** @typedef {keyof typeof frameworks} InFrameworks */
/** @typedef {typeof frameworks[InFrameworks][number]} Framework */

/** The row that the gates are about, and `--quick` measures; of the frameworks every one. @type {Record<Exclude<Measurement, InFrameworks>, string>} */
export const gatedRows = {
  webhook: "encrypted, 1 KB",
  frames: "1 connection",
  pipeline: "1 handler",
};

const click = { kilobytes: 1, fragments: 1, settings: usual };

/** @param {Framework} framework @returns {Row} */
const inFramework = (framework) => ({ ...click, name: framework, settings: { ...usual, framework } });

/** @param {Measurement} measurement @param {Row} row */
export const isGated = (measurement, row) =>
  measurement === "frameworks" || measurement === "functions" || row.name === gatedRows[measurement];

/** @type {Record<Measurement, Row[]>} */
export const rows = {
  webhook: [true, false].flatMap((encrypted) =>
    [1, 10, 100].map((kilobytes) => ({
      ...click,
      name: `${encrypted ? "encrypted" : "plain"}, ${kilobytes} KB`,
      kilobytes,
      settings: { ...usual, encrypted },
    })),
  ),
  frameworks: frameworks.frameworks.map(inFramework),
  functions: frameworks.functions.map(inFramework),
  frames: [
    ...[1, 10, 50].map((connections) => ({
      ...click,
      name: connections === 1 ? gatedRows.frames : `${connections} connections`,
      settings: { ...usual, connections },
    })),
    { ...click, name: "10 KB, whole", kilobytes: 10 },
    { ...click, name: "10 KB, 4 fragments", kilobytes: 10, fragments: 4 },
  ],
  pipeline: [
    { ...click, name: gatedRows.pipeline },
    ...[10, 1_000].map((names) => ({ ...click, name: `${names} handlers by name`, settings: { ...usual, names } })),
    ...[1, 10, 1_000].map((routes) => ({
      ...click,
      name: `${routes} ${routes === 1 ? "handler" : "handlers"} by button`,
      settings: { ...usual, routes },
    })),
    { ...click, name: "no dedupe", settings: { ...usual, dedupe: false } },
  ],
};
