// @ts-check
import { gatedRows } from "../rows.mjs";
import { toCount } from "./units.mjs";

const names = { webhook: "webhook", frames: "long connection", pipeline: "pipeline alone" };
const contestants = /** @type {const} */ (["larkwire", "official", "floor"]);
const labels = { larkwire: "larkwire", official: "official SDK", floor: "floor" };

const width = 720;
const barStart = 220;
const barLength = 400;
const barHeight = 18;
const groupGap = 16;

const style = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .group { font-weight: 600 }
  .larkwire { fill: #3370ff } .official { fill: #a5acb5 } .floor { fill: #d5d9de }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .larkwire { fill: #5c8dff } .official { fill: #6e7681 } .floor { fill: #3d444d }
  }`;

/** Bars of clicks per second; within each group the fastest is as long as the others' groups' fastest. @param {import("../gates.mjs").Figures} figures */
export function chart({ load }) {
  /** @type {string[]} */
  const parts = [];
  let y = 8;
  for (const measurement of /** @type {const} */ (["webhook", "frames", "pipeline"])) {
    const byContestant = load[measurement]?.[gatedRows[measurement]] ?? {};
    const fastest = Math.max(...Object.values(byContestant).map(({ perSecond }) => perSecond));
    parts.push(`<text class="group" x="8" y="${y + 14}">${names[measurement]}</text>`);
    for (const contestant of contestants) {
      const perSecond = byContestant[contestant]?.perSecond ?? 0;
      const length = Math.round((perSecond / fastest) * barLength);
      parts.push(
        `<text x="${barStart - 8}" y="${y + 14}" text-anchor="end">${labels[contestant]}</text>`,
        `<rect class="${contestant}" x="${barStart}" y="${y}" width="${length}" height="${barHeight}" rx="2"/>`,
        `<text x="${barStart + length + 8}" y="${y + 14}">${toCount(perSecond)}/s</text>`,
      );
      y += barHeight + 4;
    }
    y += groupGap;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" role="img">
<title>Clicks answered per second: larkwire, the official SDK and the hand-written floor</title>
<style>${style}
</style>
${parts.join("\n")}
</svg>
`;
}
