// @ts-check
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { coresArePinned, pinLoadGenerator } from "./measure/cores.mjs";
import { measureFrames } from "./measure/frames.mjs";
import { measurePipeline } from "./measure/pipeline.mjs";
import { measureWebhook } from "./measure/webhook.mjs";
import { parseOptions } from "./options.mjs";
import { summarize } from "./report/statistics.mjs";
import { table } from "./report/table.mjs";

const titles = {
  webhook: "Webhook: a signed and encrypted click over node:http, keep-alive",
  frames: "Long connection: a click in one frame over a WebSocket",
  pipeline: "Pipeline alone: the bytes of the webhook to the text of the answer, one after the other",
};
const measures = { webhook: measureWebhook, frames: measureFrames, pipeline: measurePipeline };

const { plan, measurements, contestants } = parseOptions(process.argv.slice(2));
pinLoadGenerator();

/** @type {Record<string, Record<string, ReturnType<typeof summarize>>>} */
const figures = {};
for (const measurement of measurements) {
  const samples = await measures[measurement](contestants, plan);
  const { floor = [], official = [] } = samples;
  figures[measurement] = Object.fromEntries(
    Object.entries(samples).map(([name, each]) => [name, summarize(each, floor, official)]),
  );
}

const machine = { node: process.version, processor: cpus()[0]?.model, cores: cpus().length, coresArePinned };
const results = { measuredAt: new Date().toISOString(), machine, plan, figures };
await writeFile(new URL("results.json", import.meta.url), `${JSON.stringify(results, null, 2)}\n`);

for (const measurement of measurements) console.log(`\n${table(titles[measurement], figures[measurement] ?? {})}`);
console.log(`
Medians of ${plan.rounds} rounds of ${plan.durationMs / 1000} s, contestants in turns${coresArePinned ? ", each on one core" : ""}; every answer was checked. Node ${process.version}, ${machine.processor}.
Busy: the part of the time in which the contestant's process ran. Well below 100 %, something else held it up: go by the processor time then.
On in the floor and in larkwire: signature, freshness of 1 h, body limit, deduplication of 10,000 deliveries. The official SDK has the signature only.`);
