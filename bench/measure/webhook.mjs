// @ts-check
import { replyJson } from "../fixtures/click.mjs";
import { path, signedRequest, toHttpBytes } from "../fixtures/signed-request.mjs";
import { httpLoad, readHttpAnswer } from "../load/http-load.mjs";
import { startContestant } from "./contestant.mjs";
import { inTurns } from "./rounds.mjs";

const connections = 64;
/** More than any contestant answers in a second. */
const requestsPerSecond = 60_000;

/** Signed and encrypted clicks over node:http. @param {readonly string[]} names @param {import("./rounds.mjs").Plan} plan */
export async function measureWebhook(names, plan) {
  const contestants = await Promise.all(names.map((name) => startContestant(name, "webhook")));
  let number = 1;
  try {
    return await inTurns("webhook", contestants, plan, async ({ name, port }, durationMs) => {
      const count = Math.ceil((durationMs / 1000) * requestsPerSecond);
      const made = Array.from({ length: count }, () => signedRequest(number++));
      const { answers, elapsedMs } = await httpLoad(port, made.map(toHttpBytes), { connections, durationMs });
      if (answers.length === count) throw new Error(`${name} used up all requests: raise requestsPerSecond`);
      for (const [index, bytes] of answers.entries()) {
        const { status, body } = readHttpAnswer(bytes);
        const expected = replyJson(/** @type {{ id: string }} */ (made[index]).id);
        if (status !== 200 || body !== expected)
          throw new Error(`${name} answered ${status} ${body} to ${path}, not ${expected}`);
      }
      return { answered: answers.length, elapsedMs };
    });
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
  }
}
