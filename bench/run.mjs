// @ts-check
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { judge } from "./gates.mjs";
import { measureAll } from "./measure/all.mjs";
import { coresArePinned, pinLoadGenerator } from "./measure/cores.mjs";
import { parseOptions } from "./options.mjs";
import { writeReadmes } from "./report/readme.mjs";
import {
  callsTable,
  dedupeTable,
  gatesTable,
  importsTable,
  loadTable,
  scaleTable,
  sizeTable,
  typesTable,
} from "./report/tables.mjs";
import { allMeasurements } from "./rows.mjs";
import { createWorkplace } from "./workplace/workplace.mjs";

const options = parseOptions(process.argv.slice(2));
const workplace = await createWorkplace();
pinLoadGenerator();
const figures = await measureAll(options, workplace).finally(workplace.remove);

const { plan, lives } = options;
const machine = { node: process.version, processor: cpus()[0]?.model ?? "", cores: cpus().length, coresArePinned };
const results = { measuredAt: new Date().toISOString(), machine, plan: { ...plan, lives }, figures };
await writeFile(new URL("results.json", import.meta.url), `${JSON.stringify(results, null, 2)}\n`);

for (const measurement of allMeasurements) {
  const byRow = figures.load[measurement];
  if (byRow !== undefined) console.log(`\n${loadTable(measurement, byRow)}`);
}
if (figures.dedupe !== undefined) console.log(`\n${dedupeTable(figures.dedupe)}`);
if (figures.calls !== undefined) console.log(`\n${callsTable(figures.calls)}`);
if (figures.imports !== undefined) console.log(`\n${importsTable(figures.imports)}`);
if (figures.size !== undefined) console.log(`\n${sizeTable(figures.size)}`);
if (figures.types !== undefined) console.log(`\n${typesTable(figures.types)}`);
if (figures.scale !== undefined) console.log(`\n${scaleTable(figures.scale)}`);
const judged = judge(figures);
console.log(`\n${gatesTable(judged)}

Medians of ${plan.rounds} rounds of ${plan.durationMs / 1000} s, processes of each: ${lives} (half as many for rows without a gate), contestants in turns${coresArePinned ? ", each on one core" : ""}; every answer was checked. Node ${process.version}, ${machine.processor}.
Busy: the part of the time in which the contestant's process ran. Well below 100 %, something else held it up: go by the processor time then.
On in the floor and in larkwire: signature or token, freshness of 1 h, body limit, deduplication of 10,000 deliveries. The official SDK has the signature only.`);

if (options.write) await writeReadmes(figures, machine);
if (options.gate && judged.some(({ verdict }) => verdict === "FAIL")) process.exitCode = 1;
