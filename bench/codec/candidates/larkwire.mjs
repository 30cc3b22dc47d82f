// @ts-check
import { decodeFrame, encodeAnswer, readFrame } from "larkwire/protocol";

/** @type {import("../candidate.mjs").Candidate} */
export const inPlace = {
  name: "larkwire: readFrame",
  exactIds: true,
  keepsUnknown: true,
  answer: (bytes, json) => encodeAnswer(readFrame(bytes), { code: 200, json, bizRtMs: 3 }),
};

/** @type {import("../candidate.mjs").Candidate} */
export const decoded = {
  name: "larkwire: decodeFrame",
  exactIds: true,
  keepsUnknown: true,
  answer: (bytes, json) => encodeAnswer(decodeFrame(bytes), { code: 200, json, bizRtMs: 3 }),
};
