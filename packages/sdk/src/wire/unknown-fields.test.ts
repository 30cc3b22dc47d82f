import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeFrame, encodeFrame } from "./frame.ts";
import { wireLimits } from "./limits.ts";
import { UnknownFields } from "./unknown-fields.ts";

const required = Buffer.from("0800100018002000", "hex");

describe("UnknownFields", () => {
  it("keeps what it is given in its order, whether adjacent or not", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ gap: fc.nat(2), length: fc.integer({ min: 1, max: 5 }) })), (parts) => {
        const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index);
        const unknown = new UnknownFields(bytes);
        const expected: number[] = [];
        let at = 0;
        for (const { gap, length } of parts) {
          unknown.add(at + gap, at + gap + length);
          expected.push(...bytes.subarray(at + gap, at + gap + length));
          at += gap + length;
        }
        expect([...unknown.toBytes()]).toEqual(expected);
      }),
    );
  });

  it("survive re-encoding when known fields stand between them", () => {
    const frame = Buffer.concat([
      required,
      Buffer.from("7801", "hex"),
      Buffer.from("1000", "hex"),
      Buffer.from("7802", "hex"),
    ]);

    expect(Buffer.from(encodeFrame(decodeFrame(frame))).toString("hex")).toBe("080010001800200078017802");
  });

  // Copied one by one these took four minutes.
  it.each([
    ["one after the other", "7800"],
    ["in turns with known ones", "78001000"],
  ])("of the largest frame, %s, take no more than seconds", (_, hex) => {
    const field = Buffer.from(hex, "hex");
    const count = (wireLimits.maxFrameBytes - required.length) / field.length;
    const frame = Buffer.concat([required, Buffer.alloc(Math.floor(count) * field.length, field)]);

    expect(decodeFrame(frame).unknownFields).toHaveLength(Math.floor(count) * 2);
  });

  it("of a header in the largest frame take no more than seconds", () => {
    const content = Buffer.concat([Buffer.from("0a001200", "hex"), Buffer.alloc(4_000_000, "7800", "hex")]);
    const length = Buffer.of(
      0x80 | (content.length & 0x7f),
      0x80 | ((content.length >> 7) & 0x7f),
      0x80 | ((content.length >> 14) & 0x7f),
      content.length >> 21,
    );
    const frame = Buffer.concat([required, Buffer.of(0x2a), length, content]);

    expect(decodeFrame(frame).headers[0]?.unknownFields).toHaveLength(4_000_000);
  });
});
