import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import { decodeFrame, encodeFrame, type Frame } from "./frame.ts";
import { readFrame } from "./frame-view.ts";
import { headerOf } from "./headers.ts";
import { wireLimits } from "./limits.ts";
import { encodePing } from "./ping.ts";

/** Section 2.4 of the protocol reference: the ping of service 33554678. */
const pingHex = "0800100018f68180102000" + "2a0c0a0474797065120470696e67";

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

const text = fc.string({ unit: "grapheme", maxLength: 40 });
const optionalText = fc.option(text, { nil: undefined });
const uint64 = fc.oneof(
  fc.bigInt(0n, 2n ** 64n - 1n),
  fc.constantFrom(0n, 1n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n),
);
const int32 = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2 ** 31 - 1, -(2 ** 31)));
const anyFrame: fc.Arbitrary<Frame> = fc.record({
  SeqID: uint64,
  LogID: uint64,
  service: int32,
  method: int32,
  headers: fc.array(fc.record({ key: text, value: text }), { maxLength: 9 }),
  payload_encoding: optionalText,
  payload_type: optionalText,
  payload: fc.option(fc.uint8Array({ maxLength: 300 }), { nil: undefined }),
  LogIDNew: optionalText,
  // Field 100 as a varint, field 200 as bytes.
  unknownFields: fc.constantFrom(undefined, bytesOf("a00601"), bytesOf("a00601c20c03616263")),
});

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return LarkwireError.is(error) ? error.code : `not ours: ${String(error)}`;
  }
};

describe("frame", () => {
  it("writes the ping of the protocol reference byte for byte", () => {
    expect(hexOf(encodePing(33554678))).toBe(pingHex);
  });

  it("reads the ping of the protocol reference", () => {
    const frame = decodeFrame(bytesOf(pingHex));

    expect(frame).toMatchObject({ SeqID: 0n, LogID: 0n, service: 33554678, method: 0 });
    expect(frame.headers).toEqual([{ key: "type", value: "ping" }]);
    expect(frame.payload).toBeUndefined();
  });

  it("comes back from its bytes as it was, ids to the last bit", () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
      }),
    );
  });

  it("takes a frame from the middle of a larger buffer", () => {
    const frame = bytesOf(pingHex);
    const larger = new Uint8Array(frame.length + 20).fill(0xff);
    larger.set(frame, 7);

    expect(decodeFrame(larger.subarray(7, 7 + frame.length))).toEqual(decodeFrame(frame));
  });

  it("is refused wherever it is cut", () => {
    const bytes = encodeFrame({
      SeqID: 2n ** 64n - 1n,
      LogID: 300n,
      service: -1,
      method: 1,
      headers: [{ key: "type", value: "event" }],
      LogIDNew: "log",
    });
    // Behind the method and behind each header a frame may end; everything after is optional.
    const mayEnd = new Set([11 + 3 + 11 + 2, 11 + 3 + 11 + 2 + 15]);

    for (let end = 0; end < bytes.length; end++) {
      const part = bytes.subarray(0, end);
      expect(
        codeOf(() => decodeFrame(part)),
        `cut at ${end}`,
      ).toBe(mayEnd.has(end) ? undefined : "FRAME_MALFORMED");
      expect(
        codeOf(() => readFrame(part)),
        `view cut at ${end}`,
      ).toBe(mayEnd.has(end) ? undefined : "FRAME_MALFORMED");
    }
  });

  it.each([
    ["an empty message", ""],
    ["a missing SeqID", "100018002000"],
    ["a missing LogID", "080018002000"],
    ["a missing service", "080010002000"],
    ["a missing method", "080010001800"],
    ["a header without a value", "08001000180020002a060a0474797065"],
    ["a header without a key", "08001000180020002a06120474797065"],
    ["a header longer than the frame", "08001000180020002a7f0a0474797065"],
    ["a key longer than its header", "08001000180020002a060a0674797065120178"],
    ["a text that is not UTF-8", "08001000180020003202c328"],
    ["a header that is not UTF-8", "08001000180020002a080a01611203c32841"],
    ["a varint of eleven bytes", "08808080808080808080808001100018002000"],
    ["a varint beyond 64 bits", "0880808080808080808002100018002000"],
    ["a length beyond 2^31", "080010001800200042ffffffff0f"],
    ["field number 0", "08001000180020000000"],
    ["a group", "08001000180020005354"],
    ["wire type 7", "080010001800200057"],
    ["an id of the wrong wire type", "0a0100100018002000"],
    ["a cut fixed64", "080010001800200051010203"],
  ])("refuses %s", (_, hex) => {
    expect(codeOf(() => decodeFrame(bytesOf(hex)))).toBe("FRAME_MALFORMED");
    expect(codeOf(() => readFrame(bytesOf(hex)))).toBe("FRAME_MALFORMED");
  });

  it("refuses more headers than the limit", () => {
    const headers = Array.from({ length: wireLimits.maxHeaders + 1 }, (_, index) => ({ key: "k", value: `${index}` }));
    const bytes = encodeFrame({ SeqID: 1n, LogID: 1n, service: 1, method: 1, headers });

    expect(codeOf(() => decodeFrame(bytes))).toBe("FRAME_MALFORMED");
  });

  it("writes negative numbers as ten bytes, as int32 is written everywhere", () => {
    const bytes = encodeFrame({ SeqID: 0n, LogID: 0n, service: -1, method: 0, headers: [] });

    expect(hexOf(bytes)).toBe("0800100018ffffffffffffffffff012000");
  });

  it("keeps unknown fields and unknown fields of headers, verbatim", () => {
    // Header: key "a", value "b", field 3 = 7. Frame: field 10 = "xy", field 11 fixed32, field 12 fixed64.
    const hex = "080110021803200" + "12a080a01611201621807" + "52027879" + "5d01020304" + "610102030405060708";

    expect(hexOf(encodeFrame(decodeFrame(bytesOf(hex))))).toBe(hex);
  });

  it("never fails with anything but FRAME_MALFORMED, whatever the bytes are", () => {
    const mutated = fc.tuple(anyFrame, fc.nat(), fc.nat(255)).map(([frame, at, byte]) => {
      const bytes = encodeFrame(frame);
      bytes[at % bytes.length] = byte;
      return bytes;
    });

    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated), (bytes) => {
        expect([undefined, "FRAME_MALFORMED"]).toContain(codeOf(() => decodeFrame(bytes)));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("readFrame", () => {
  it("accepts what the decoder accepts, and finds the same in it", () => {
    const mutated = fc.tuple(anyFrame, fc.nat(), fc.nat(255), fc.boolean()).map(([frame, at, byte, mutate]) => {
      const bytes = encodeFrame(frame);
      if (mutate) bytes[at % bytes.length] = byte;
      return bytes;
    });

    fc.assert(
      fc.property(mutated, (bytes) => {
        expect(codeOf(() => readFrame(bytes))).toBe(codeOf(() => decodeFrame(bytes)));
        if (codeOf(() => decodeFrame(bytes)) !== undefined) return;
        const decoded = decodeFrame(bytes);
        const read = readFrame(bytes);
        expect(read.method).toBe(decoded.method);
        expect(Uint8Array.from(read.payload ?? [])).toEqual(Uint8Array.from(decoded.payload ?? []));
        for (const { key } of decoded.headers) expect(headerOf(read, key)).toBe(headerOf(decoded, key));
        expect(headerOf(read, "no such header")).toBe(headerOf(decoded, "no such header"));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["of a header", "2a8d80000a047479706512056576656e74"],
    ["of a key", "2a0e0a84007479706512056576656e74"],
    ["of a value", "2a0e0a04747970651285006576656e74"],
  ])("finds a header where the length %s is written in more bytes than it needs", (_, header) => {
    const bytes = bytesOf(`0800100018012001${header}`);

    expect(headerOf(decodeFrame(bytes), "type")).toBe("event");
    expect(headerOf(readFrame(bytes), "type")).toBe("event");
  });

  it("does not mistake the head of a longer key for the key", () => {
    const headers = [
      { key: "sum_total", value: "9" },
      { key: "sum", value: "2" },
    ];

    expect(headerOf(readFrame(encodeFrame({ SeqID: 1n, LogID: 1n, service: 1, method: 1, headers })), "sum")).toBe("2");
  });
});
