// @ts-check
import { readFile, writeFile } from "node:fs/promises";
import { gatedRows } from "../rows.mjs";
import { chart } from "./chart.mjs";
import { markdownTable } from "./columns.mjs";
import { texts } from "./texts.mjs";
import { toCount, toMegabytes, toMilliseconds, toRatio } from "./units.mjs";

const root = new URL("../../", import.meta.url);
const section = /<!-- bench -->.*<!-- \/bench -->/s;

/** @typedef {import("../gates.mjs").Figures} Figures */

/** Writes what this run has measured into the READMEs, and draws it. @param {Figures} figures @param {{ node: string, processor: string }} machine */
export async function writeReadmes(figures, machine) {
  await writeFile(new URL("docs/bench.svg", root), chart(figures));
  for (const [file, text] of Object.entries(texts)) {
    const readme = await readFile(new URL(file, root), "utf8");
    if (!section.test(readme)) throw new Error(`${file} has no place for the figures`);
    const block = [
      "<!-- bench -->",
      "",
      text.chart,
      "",
      markdownTable(rowsOf(figures, text)),
      "",
      text.note(machine),
      "",
      "<!-- /bench -->",
    ];
    await writeFile(
      new URL(file, root),
      readme.replace(section, () => block.join("\n")),
    );
  }
}

/** @param {Figures} figures @param {import("./texts.mjs").Text} text */
function rowsOf({ load, imports, size, types }, text) {
  if (imports === undefined || size === undefined || types === undefined)
    throw new Error("not everything was measured");
  const none = "–";
  const loadRows = /** @type {const} */ (["webhook", "frames", "pipeline"]).map((measurement) => {
    const { larkwire, official, floor } = load[measurement]?.[gatedRows[measurement]] ?? {};
    if (larkwire === undefined || official === undefined || floor === undefined) throw new Error(`no ${measurement}`);
    const rates = [larkwire, official, floor].map(({ perSecond }) => toCount(perSecond));
    return [text[measurement], ...rates, `${toRatio(larkwire.ofOfficial)} ×`, `${toRatio(larkwire.ofFloor)} ×`];
  });
  const officialImport = imports["official SDK"].milliseconds;
  const { larkwire, official } = size;
  /** @param {number} part @param {number} whole */
  const times = (part, whole) => `${(part / whole).toFixed(part / whole < 0.1 ? 3 : 2)} ×`;
  /** @param {import("../measure/imports.mjs").Subject} name @param {readonly string[]} modules */
  const importRow = (name, modules) => [
    text.import(modules),
    toMilliseconds(imports[name].milliseconds),
    toMilliseconds(officialImport),
    `${toMilliseconds(imports.ws.milliseconds)} (\`ws\`)`,
    times(imports[name].milliseconds, officialImport),
    times(imports[name].milliseconds, imports.ws.milliseconds),
  ];
  return [
    text.head,
    ...loadRows,
    importRow("larkwire", ["larkwire"]),
    importRow("larkwire/ws", ["larkwire/ws"]),
    importRow("larkwire/ws, then ws", ["larkwire/ws", "ws"]),
    [
      text.installed,
      toMegabytes(larkwire.installedBytes),
      toMegabytes(official.installedBytes),
      none,
      times(larkwire.installedBytes, official.installedBytes),
      none,
    ],
    [
      text.types,
      `+${types.larkwire.overEmptyMegabytes.toFixed(0)} MB`,
      `+${types.official.overEmptyMegabytes.toFixed(0)} MB`,
      none,
      times(types.larkwire.overEmptyMegabytes, types.official.overEmptyMegabytes),
      none,
    ],
  ];
}
