import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findUnsendable } from "./find-unsendable.ts";
import { resolveFuzzScale } from "./testing/fuzz-scale.ts";

const scale = resolveFuzzScale();
const parameters = { numRuns: scale.runs(500, 20_000), seed: scale.seed };

describe("findUnsendable", () => {
  it("finds nothing in what came as JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(findUnsendable(value)).toBeUndefined();
      }),
      parameters,
    );
  });

  it("leaves nothing that JSON.stringify would throw at, and names what it finds", () => {
    const leaf = fc.constantFrom<unknown>(
      1n,
      Symbol("s"),
      () => 1,
      undefined,
      "text",
      new Date(0),
      new Date(Number.NaN),
    );
    const value = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("value")), fc.dictionary(fc.string(), tie("value"))),
    })).value;
    fc.assert(
      fc.property(value, (given) => {
        const found = findUnsendable(given, "reply");
        if (found === undefined) JSON.stringify(given);
        else expect(found).toMatchObject({ path: expect.stringMatching(/^reply/), problem: expect.any(String) });
      }),
      parameters,
    );
  });

  it.each<[string, unknown]>([
    ["a date, which says how it is written", { at: new Date(0) }],
    ["an object that stands in two places", ((shared) => ({ a: shared, b: [shared] }))({ tag: "hr" })],
    ["what is not defined", { a: undefined, b: [undefined] }],
    [
      "methods of a class",
      new (class Card {
        readonly tag = "hr";
        toJSON(): object {
          return { tag: this.tag };
        }
      })(),
    ],
    ["a function that says how its holder is written", { toJSON: () => ({ tag: "hr" }) }],
  ])("takes %s", (_, value) => {
    expect(findUnsendable(value)).toBeUndefined();
  });
});
