import { describe, expect, it } from "vitest";
import { decodeFrame, encodeFrame } from "./frame.ts";
import { readFrame } from "./frame-view.ts";

const frameWith = (headers: number): Uint8Array =>
  encodeFrame({
    SeqID: 0n,
    LogID: 0n,
    service: 1,
    method: 1,
    headers: Array.from({ length: headers }, (_, index) => ({ key: "k", value: String(index) })),
  });

describe("readFrame", () => {
  it.each([decodeFrame, readFrame])("takes 1,024 headers and not one more, as $name does", (read) => {
    expect(read(frameWith(1_024)).method).toBe(1);
    expect(() => read(frameWith(1_025))).toThrow(expect.objectContaining({ code: "FRAME_MALFORMED" }));
  });
});
