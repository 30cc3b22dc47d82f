// @ts-check
import { replyJson } from "../fixtures/click.mjs";
import { readAnswer } from "../fixtures/frame.mjs";
import { startGateway } from "../load/gateway.mjs";
import { unmask } from "../load/websocket-frames.mjs";
import { startContestant } from "./contestant.mjs";
import { inTurns } from "./rounds.mjs";

/** Clicks over a WebSocket. @param {readonly string[]} names @param {import("./rounds.mjs").Plan} plan */
export async function measureFrames(names, plan) {
  const gateways = new Map(
    await Promise.all(names.map(async (name) => /** @type {const} */ ([name, await startGateway()]))),
  );
  const contestants = await Promise.all(
    names.map((name) => startContestant(name, "frames", { domain: gateways.get(name)?.domain ?? "" })),
  );
  let first = 1;
  try {
    return await inTurns("long connection", contestants, plan, async ({ name }, durationMs) => {
      const gateway = gateways.get(name);
      if (gateway === undefined) throw new Error(`no gateway for ${name}`);
      const { answers, sent, elapsedMs } = await gateway.run(first, durationMs);
      const ids = new Set();
      for (const { payload, mask } of answers) {
        const { id, json } = readAnswer(unmask(payload, mask));
        if (json !== replyJson(id)) throw new Error(`${name} answered ${json} to click ${id}`);
        if (Number(id) < first || Number(id) >= first + sent)
          throw new Error(`${name} answered click ${id}, which nobody sent`);
        ids.add(id);
      }
      if (ids.size !== sent) throw new Error(`${name} answered ${ids.size} of ${sent} clicks`);
      first += sent;
      return { answered: sent, elapsedMs };
    });
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
    for (const gateway of gateways.values()) gateway.close();
  }
}
