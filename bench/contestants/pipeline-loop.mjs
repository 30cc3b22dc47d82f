// @ts-check
import { replyJson } from "../fixtures/click.mjs";
import { inputs } from "../fixtures/inputs.mjs";
import { createRequests } from "../fixtures/request.mjs";

/** Requests made at a time: making them is not timed. */
const batch = 2_000;

/**
 * @param {(input: any) => Promise<string> | string} answer to a request, or to what a host makes of it
 * @param {any} run
 */
export async function runPipeline(answer, { first, count, durationMs, kilobytes, encrypted, framework }) {
  const makeRequest = createRequests({ kilobytes, encrypted });
  const toInput = inputs[framework] ?? ((request) => request);
  let elapsedMs = 0;
  let cpuMicroseconds = 0;
  let answered = 0;
  while (elapsedMs < durationMs && answered < count) {
    const requests = Array.from({ length: batch }, (_, index) => makeRequest(first + answered + index));
    const given = requests.map(toInput);
    /** @type {string[]} */
    const answers = [];
    const cpu = process.cpuUsage();
    const begin = performance.now();
    for (const input of given) answers.push(await answer(input));
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
