// @ts-check
// Only the types, of larkwire as it was last built: node bench/types/measure.mjs [path/to/tsc]
import { join } from "node:path";
import { judge } from "../gates.mjs";
import { typesTable } from "../report/tables.mjs";
import { measureTypes } from "./compile.mjs";

const types = await measureTypes(join(import.meta.dirname, "apps"), 3, process.argv[2]);
console.log(typesTable(types));
const broken = judge({ load: {}, types }).filter(({ verdict }) => verdict === "FAIL");
for (const { figure, gate, unit } of broken) console.error(`${figure}: must be at most ${gate} ${unit}`);
if (broken.length > 0) process.exitCode = 1;
