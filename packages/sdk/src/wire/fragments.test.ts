import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FragmentBuffer, type FragmentLimits } from "./fragments.ts";
import type { Frame } from "./frame.ts";

const limits: FragmentLimits = { maxFragments: 8, maxPartialMessages: 3, maxPartialBytes: 1_000, partialTtlMs: 100 };

const fragment = (headers: Record<string, string>, payload = ""): Frame => ({
  SeqID: 1n,
  LogID: 1n,
  service: 1,
  method: 1,
  headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  payload: Buffer.from(payload),
});
const part = (id: string, seq: number, sum: number, payload: string): Frame =>
  fragment({ message_id: id, sum: `${sum}`, seq: `${seq}` }, payload);
const textOf = (payload: Uint8Array | undefined): string => Buffer.from(payload ?? []).toString();

describe("FragmentBuffer", () => {
  it.each([
    ["sum is 1", { message_id: "m", sum: "1", seq: "0" }],
    ["sum is missing", { message_id: "m", seq: "0" }],
    ["seq is missing", { message_id: "m", sum: "3" }],
    ["sum is empty", { message_id: "m", sum: "", seq: "0" }],
    ["sum is 0", { message_id: "m", sum: "0", seq: "0" }],
  ])("passes a frame straight through when %s", (_, headers) => {
    const buffer = new FragmentBuffer(limits);
    const frame = fragment(headers, "whole");

    const message = buffer.add(frame, 5);

    expect(message).toEqual({ frame, payload: frame.payload, firstAt: 5 });
    expect(buffer.size).toBe(0);
  });

  it("puts fragments together in the order of seq, in whatever order they come, and answers the last to come", () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
    fc.assert(
      fc.property(order, (seqs) => {
        const buffer = new FragmentBuffer(limits);
        const frames = seqs.map((seq) => part("m", seq, 5, `${seq}按`));

        const messages = frames.map((frame, index) => buffer.add(frame, index * 10));

        expect(messages.slice(0, -1)).toEqual([undefined, undefined, undefined, undefined]);
        expect(textOf(messages.at(-1)?.payload)).toBe("0按1按2按3按4按");
        expect(messages.at(-1)?.frame).toBe(frames.at(-1));
        expect(messages.at(-1)?.firstAt).toBe(0);
        expect([buffer.size, buffer.bytes]).toEqual([0, 0]);
      }),
    );
  });

  it("puts text together that was cut inside a character", () => {
    const buffer = new FragmentBuffer(limits);
    const bytes = Buffer.from("好");

    buffer.add({ ...part("m", 0, 2, ""), payload: bytes.subarray(0, 1) }, 0);
    const message = buffer.add({ ...part("m", 1, 2, ""), payload: bytes.subarray(1) }, 0);

    expect(textOf(message?.payload)).toBe("好");
  });

  it("keeps messages apart", () => {
    const buffer = new FragmentBuffer(limits);

    buffer.add(part("a", 0, 2, "a0"), 0);
    buffer.add(part("b", 1, 2, "b1"), 0);

    expect(textOf(buffer.add(part("b", 0, 2, "b0"), 0)?.payload)).toBe("b0b1");
    expect(textOf(buffer.add(part("a", 1, 2, "a1"), 0)?.payload)).toBe("a0a1");
  });

  it("takes no harm from a repeated fragment", () => {
    const buffer = new FragmentBuffer(limits);

    buffer.add(part("m", 0, 2, "first"), 0);
    const bytes = buffer.bytes;
    const repeated = buffer.add(part("m", 0, 2, "again"), 0);

    expect(repeated).toBeUndefined();
    expect(buffer.bytes).toBe(bytes);
    expect(textOf(buffer.add(part("m", 1, 2, "-last"), 0)?.payload)).toBe("first-last");
  });

  it("does not change when the network buffer behind a fragment is used again", () => {
    const buffer = new FragmentBuffer(limits);
    const network = Buffer.from("ab");

    buffer.add({ ...part("m", 0, 2, ""), payload: network }, 0);
    network.fill(0);

    expect(textOf(buffer.add(part("m", 1, 2, "cd"), 0)?.payload)).toBe("abcd");
  });

  it.each([
    ["a seq that is out of range", part("m", 2, 2, "")],
    ["another sum than before", part("m", 1, 3, "")],
    ["a sum that is no number", fragment({ message_id: "m", sum: "two", seq: "0" })],
    ["a negative seq", fragment({ message_id: "m", sum: "2", seq: "-1" })],
    ["a number in exponent form", fragment({ message_id: "m", sum: "2e9", seq: "0" })],
    ["a message without an id", fragment({ sum: "2", seq: "0" })],
  ])("refuses %s and keeps the others", (_, frame) => {
    const buffer = new FragmentBuffer(limits);
    buffer.add(part("m", 0, 2, "kept"), 0);

    expect(() => buffer.add(frame, 0)).toThrow(expect.objectContaining({ code: "FRAGMENT_INVALID" }));

    expect(textOf(buffer.add(part("m", 1, 2, "!"), 0)?.payload)).toBe("kept!");
  });

  it.each([
    ["more fragments than the limit", part("x", 0, 9, "")],
    ["more messages than the limit", part("x", 0, 2, "")],
    ["more bytes than the limit", part("a", 1, 3, "y".repeat(1_000))],
    ["a long message id counts as bytes", part("x".repeat(1_000), 0, 2, "")],
  ])("refuses %s", (_, frame) => {
    const buffer = new FragmentBuffer(limits);
    for (const id of ["a", "b", "c"]) buffer.add(part(id, 0, 3, "z"), 0);

    expect(() => buffer.add(frame, 0)).toThrow(expect.objectContaining({ code: "FRAGMENT_LIMIT" }));
    expect(buffer.size).toBe(3);
  });

  it("forgets a message whose fragments do not come in time, counted from the first", () => {
    const buffer = new FragmentBuffer(limits);
    buffer.add(part("m", 0, 3, "0"), 0);
    buffer.add(part("m", 1, 3, "1"), 99);

    const late = buffer.add(part("m", 2, 3, "2"), 100);

    expect(late).toBeUndefined();
    expect(buffer.size).toBe(1);
    expect(buffer.bytes).toBe("m".length + 1);
  });

  it("tells how many messages it forgot", () => {
    const buffer = new FragmentBuffer(limits);
    buffer.add(part("a", 0, 2, "0"), 0);
    buffer.add(part("b", 0, 2, "0"), 50);

    expect(buffer.expire(100)).toBe(1);
    expect(buffer.expire(150)).toBe(1);
    expect(buffer.bytes).toBe(0);
  });

  it("never holds more than its limits, whatever comes", () => {
    const frames = fc.record({
      id: fc.constantFrom("a", "b", "c", "d", "e"),
      seq: fc.nat(9),
      sum: fc.nat(9),
      size: fc.nat(400),
      pause: fc.nat(60),
    });
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 60 }), (sequence) => {
        const buffer = new FragmentBuffer(limits);
        let now = 0;
        for (const { id, seq, sum, size, pause } of sequence) {
          now += pause;
          try {
            buffer.add(part(id, seq, sum, "x".repeat(size)), now);
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^FRAGMENT_/) });
          }
          expect(buffer.size).toBeLessThanOrEqual(limits.maxPartialMessages);
          expect(buffer.bytes).toBeLessThanOrEqual(limits.maxPartialBytes);
        }
        buffer.expire(now + limits.partialTtlMs);
        expect([buffer.size, buffer.bytes]).toEqual([0, 0]);
      }),
    );
  });
});
