// @ts-check
import { replyJson } from "../fixtures/click.mjs";
import { createClickFrames } from "../fixtures/frame.mjs";
import { createClickMessages } from "../load/click-messages.mjs";
import { startGateway } from "../load/gateway.mjs";
import { unmask } from "../load/websocket-frames.mjs";
import { startContestant } from "./contestant.mjs";
import { inTurns } from "./rounds.mjs";

/** Clicks over WebSockets. @type {import("./rounds.mjs").Measure} */
export async function measureFrames(row, names, plan, directory) {
  const { frames, readAnswer } = createClickFrames(row);
  const toMessages = createClickMessages(frames);
  const entrants = await Promise.all(
    names.map(async (name) => {
      const gateway = await startGateway(toMessages);
      const settings = { ...row.settings, domain: gateway.domain };
      const contestant = await startContestant(name, "frames", directory, settings);
      await gateway.connected(settings.connections);
      return { ...contestant, gateway };
    }),
  );
  let first = 1;
  try {
    return await inTurns(`frames, ${row.name}`, entrants, plan, async ({ name, gateway }, durationMs) => {
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
    await Promise.all(entrants.map((entrant) => entrant.stop()));
    for (const { gateway } of entrants) gateway.close();
  }
}
