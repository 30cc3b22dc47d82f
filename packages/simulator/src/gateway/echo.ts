import { type Frame, headerOf } from "larkwire/protocol";

/**
 * What an answer frame failed to echo, or `undefined`. Headers route the answer back through the platform, so they must
 * come back unchanged. SeqID and LogID are not compared: the official Node SDK cannot keep them.
 */
export function findEchoFault(sent: readonly Frame[], answer: Frame): string | undefined {
  const [only] = sent;
  if (sent.length === 1 && only !== undefined && isEchoInOrder(only, answer)) return undefined;
  const fragment = sent.find((frame) => headerOf(frame, "seq") === headerOf(answer, "seq"));
  if (fragment === undefined) return "the answer frame did not echo the header seq";
  const missing = fragment.headers.filter(
    ({ key, value }) => !answer.headers.some((echoed) => echoed.key === key && echoed.value === value),
  );
  if (missing.length === 0) return undefined;
  return `the answer frame did not echo the header ${missing.map(({ key }) => key).join(", ")}`;
}

/** What nearly every client does: the same headers in the same order, and others after them. */
function isEchoInOrder({ headers }: Frame, answer: Frame): boolean {
  return headers.every(({ key, value }, index) => {
    const echoed = answer.headers[index];
    return echoed?.key === key && echoed.value === value;
  });
}
