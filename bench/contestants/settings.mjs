// @ts-check
import { buttonName } from "../fixtures/click.mjs";

/**
 * How a contestant is set up for a row of the table.
 * @typedef {object} Settings
 * @property {boolean} encrypted whether there is an Encrypt Key; otherwise there is a Verification Token
 * @property {number} names how many event and callback names have a handler
 * @property {number} routes how many handlers of clicks there are, chosen by the button's name; 0 is one for all
 * @property {boolean} dedupe whether repeats are recognised
 * @property {number} connections long connections of the process
 * @property {string} domain where the platform is
 * @property {import("../rows.mjs").Framework} [framework] that the webhook is in
 */

/** @type {Settings} */
export const usual = { encrypted: true, names: 1, routes: 0, dedupe: true, connections: 1, domain: "" };

/** Events that never come, whose handlers are registered before the click's. @param {Settings} settings */
export const otherNames = ({ names }) => Array.from({ length: names - 1 }, (_, index) => `bench.other_${index}_v1`);

/** The buttons that have a handler of their own: the one that is clicked comes last. @param {Settings} settings */
export const buttonNames = ({ routes }) =>
  Array.from({ length: routes }, (_, index) => (index === routes - 1 ? buttonName : `other_${index}`));
