// @ts-check
// One contestant in one process: `node contestants/child.mjs <contestant> <measurement> <settings as JSON>`.
import { runPipeline } from "./pipeline-loop.mjs";

const [, , contestant, measurement, settings = "{}"] = process.argv;

/** @param {unknown} message */
const tell = (message) => process.send?.(message);

const contestantModule = await import(`./${contestant}/${measurement}.mjs`);
const started = await contestantModule.start(JSON.parse(settings));

process.on("message", async (/** @type {{ type: string, run?: unknown }} */ message) => {
  if (message.type === "cpu") tell({ type: "cpu", ...process.cpuUsage() });
  if (message.type === "run") tell({ type: "ran", ...(await runPipeline(started, message.run)) });
});
process.on("disconnect", () => process.exit(0));
tell({ type: "ready", port: typeof started === "number" ? started : undefined });
