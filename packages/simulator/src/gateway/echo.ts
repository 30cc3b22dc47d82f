import { decodeFrame, type Frame, FrameView, headerOf } from "larkwire/protocol";
import { headersStart, type Message } from "./data-frames.ts";

/**
 * What an answer frame failed to echo, or `undefined`. Headers route the answer back through the platform, so they must
 * come back unchanged. SeqID and LogID are not compared: the official Node SDK cannot keep them.
 */
export function findEchoFault(sent: Message, answer: Frame | FrameView): string | undefined {
  if (isEchoInOrder(sent, answer)) return undefined;
  const frames = sent.frames.map((frame) => decodeFrame(frame));
  const fragment = frames.find((frame) => headerOf(frame, "seq") === headerOf(answer, "seq"));
  if (fragment === undefined) return "the answer frame did not echo the header seq";
  const echoed = answer instanceof FrameView ? decodeFrame(answer.bytes).headers : answer.headers;
  const missing = fragment.headers.filter(
    ({ key, value }) => !echoed.some((header) => header.key === key && header.value === value),
  );
  if (missing.length === 0) return undefined;
  return `the answer frame did not echo the header ${missing.map(({ key }) => key).join(", ")}`;
}

/** What nearly every client does: the same headers byte for byte, and others after them. */
function isEchoInOrder({ frames, headersEnd }: Message, answer: Frame | FrameView): boolean {
  const [only] = frames;
  if (only === undefined || frames.length > 1 || !(answer instanceof FrameView)) return false;
  const start = answer.layout.headersStart;
  const end = start + headersEnd - headersStart;
  if (end > answer.layout.headersEnd) return false;
  return only.compare(answer.bytes, start, end, headersStart, headersEnd) === 0;
}
