// @ts-check
import { replyJson } from "../fixtures/click.mjs";
import { createRequests } from "../fixtures/request.mjs";

/** Requests made at a time: making them is not timed. */
const batch = 2_000;

/**
 * @param {(request: import("../fixtures/request.mjs").WebhookRequest) => Promise<string> | string} answer
 * @param {any} run
 */
export async function runPipeline(answer, { first, count, durationMs, kilobytes, encrypted }) {
  const makeRequest = createRequests({ kilobytes, encrypted });
  let elapsedMs = 0;
  let cpuMicroseconds = 0;
  let answered = 0;
  while (elapsedMs < durationMs && answered < count) {
    const requests = Array.from({ length: batch }, (_, index) => makeRequest(first + answered + index));
    /** @type {string[]} */
    const answers = [];
    const cpu = process.cpuUsage();
    const begin = performance.now();
    for (const request of requests) answers.push(await answer(request));
    elapsedMs += performance.now() - begin;
    const { user, system } = process.cpuUsage(cpu);
    cpuMicroseconds += user + system;
    answered += batch;
    for (const [index, text] of answers.entries()) {
      const expected = replyJson(/** @type {{ id: string }} */ (requests[index]).id);
      if (text !== expected) throw new Error(`answered ${text}, not ${expected}`);
    }
  }
  return { answered, elapsedMs, cpuMs: cpuMicroseconds / 1000 };
}
