// @ts-check
// Which protobuf codec is fastest for the one message of the long connection?
// The candidates take turns in many short rounds, so that a slow moment of the machine hits all of them alike;
// the table shows each one's median time per frame, and that of our own codec divided by it (above 1: faster than ours).
import { median } from "../report/statistics.mjs";
import { bufbuild } from "./candidates/bufbuild.mjs";
import { bufbuildWire } from "./candidates/bufbuild-wire.mjs";
import { decoded, inPlace } from "./candidates/larkwire.mjs";
import { pbf } from "./candidates/pbf.mjs";
import { protobufjs } from "./candidates/protobufjs.mjs";
import { sampleFrame } from "./sample.mjs";

const [warmUpRounds, rounds] = [10, 60];
const framesPerRound = 4_000;

const candidates = [inPlace, decoded, pbf, bufbuildWire, bufbuild, protobufjs];
const reply = JSON.stringify({ toast: { type: "success", content: "x".repeat(250) } });

for (const [name, bodyBytes] of /** @type {const} */ ([
  ["a card click (1.5 KB)", 1_500],
  ["a long message (30 KB)", 30_000],
])) {
  const bytes = sampleFrame(bodyBytes);
  const expected = inPlace.answer(bytes, reply);
  const medians = measure(bytes);
  const ours = medians.get(inPlace) ?? Number.NaN;
  console.log(`\n${name}, median of ${rounds} rounds of ${framesPerRound} frames`);
  console.table(
    Object.fromEntries(
      [...medians].map(([candidate, nanoseconds]) => [
        candidate.name,
        {
          "ns per frame": Math.round(nanoseconds),
          "speed against ours": Number((ours / nanoseconds).toFixed(2)),
          "same bytes": Buffer.compare(candidate.answer(bytes, reply), expected) === 0,
          "exact 64-bit ids": candidate.exactIds,
          "keeps unknown fields": candidate.keepsUnknown,
        },
      ]),
    ),
  );
}

/** Nanoseconds for a frame, by candidate. @param {Uint8Array} bytes */
function measure(bytes) {
  const times = new Map(candidates.map((candidate) => [candidate, /** @type {number[]} */ ([])]));
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const [candidate, ofCandidate] of times) {
      const start = process.hrtime.bigint();
      let check = 0;
      for (let frame = 0; frame < framesPerRound; frame++) check += candidate.answer(bytes, reply).length;
      const spent = Number(process.hrtime.bigint() - start) / framesPerRound;
      if (check === 0) throw new Error("nothing was encoded");
      if (round >= 0) ofCandidate.push(spent);
    }
  }
  return new Map([...times].map(([candidate, ofCandidate]) => [candidate, median(ofCandidate)]));
}
