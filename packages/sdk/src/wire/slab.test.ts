import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Slab } from "./slab.ts";

describe("Slab", () => {
  it("hands out zeroed pieces of the length that was asked for, and none twice", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 40 }), (lengths) => {
        const slab = new Slab();
        const pieces = lengths.map((length, index) => {
          const piece = slab.take(length);
          expect(piece.length).toBe(length);
          expect(piece.every((byte) => byte === 0)).toBe(true);
          return piece.fill(index + 1);
        });
        for (const [index, piece] of pieces.entries()) expect(piece.every((byte) => byte === index + 1)).toBe(true);
      }),
    );
  });
});
