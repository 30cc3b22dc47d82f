// @ts-check
// One contestant in one process: `node contestants/child.mjs <contestant> <measurement> [domain]`.
const [, , contestant, measurement, domain] = process.argv;

/** @param {unknown} message */
const tell = (message) => process.send?.(message);

const contestantModule = await import(`./${contestant}/${measurement}.mjs`);
const answers = await contestantModule.start({ domain });

process.on("message", async (/** @type {{ type: string, run?: unknown }} */ message) => {
  if (message.type === "cpu") tell({ type: "cpu", ...process.cpuUsage() });
  if (message.type === "run") {
    const { runPipeline } = await import("../measure/pipeline-loop.mjs");
    tell({ type: "ran", ...(await runPipeline(answers, message.run)) });
  }
});
process.on("disconnect", () => process.exit(0));
tell({ type: "ready", port: typeof answers === "number" ? answers : undefined });
