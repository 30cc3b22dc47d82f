import { beforeEach, describe, expect, it } from "vitest";
import { assertFailsWith, assertHasCard, assertShowsToast, type Checked } from "./assert.ts";
import "./vitest.ts";

const card = { elements: [{ tag: "markdown", content: "Approved by Ada" }] };
const clientCode = { code: 200_672, cause: "The reply has a wrong format.", mend: "Return an object." };
const exchange = { toast: undefined, clientCode } as unknown as Checked;
const shown = { toast: { type: "success", content: "Approved" }, card, clientCode: undefined } as unknown as Checked;
const failed = { toast: undefined, card, clientCode: 200_672, exchange } as unknown as Checked;
const message = { content: card } as unknown as Checked;

let messageOf: (check: () => void) => string;

beforeEach(() => {
  messageOf = (check) => {
    try {
      check();
    } catch (error) {
      return (error as Error).message;
    }
    return "nothing was thrown";
  };
});

describe("a toast", () => {
  it.each([undefined, "Approved", /^App/, { type: "success" }, { content: "Approved" }] as const)("is %j", (wanted) => {
    expect(shown).toShowToast(wanted);
    assertShowsToast(shown, wanted);
  });

  it.each(["Approve", /^pp/, { type: "error" }, { content: "no" }] as const)("is not %j", (wanted) => {
    expect(shown).not.toShowToast(wanted);
    expect(() => assertShowsToast(shown, wanted)).toThrow("expected a toast");
  });

  it("that is missing is explained with the code that was shown, and what mends it", () => {
    expect(messageOf(() => expect(failed).toShowToast("Approved"))).toBe(
      'expected a toast ("Approved"), got the client code 200672: The reply has a wrong format. Return an object.',
    );
    expect(messageOf(() => assertShowsToast(failed))).toContain("Return an object.");
  });
});

describe("a card", () => {
  it("is compared as a whole, or by a text in it, of a result and of a message", () => {
    for (const received of [shown, message]) {
      expect(received).toHaveCard(card);
      expect(received).toHaveCard("by Ada");
      expect(received).not.toHaveCard("by Ben");
      expect(received).not.toHaveCard({ elements: [] });
      assertHasCard(received, card);
    }
    expect(shown).toHaveCard({ elements: [expect.objectContaining({ tag: "markdown" })] });
    expect(() => assertHasCard(shown, {})).toThrow('expected the card {}, got {"elements"');
  });
});

describe("a failure", () => {
  it("is told by its client code, of a result and of an exchange", () => {
    for (const received of [failed, exchange]) {
      expect(received).toFailWith(200_672);
      expect(received).not.toFailWith(200_341);
      assertFailsWith(received, 200_672);
    }
    expect(messageOf(() => expect(shown).toFailWith(200_341))).toContain('got the toast {"type":"success"');
    expect(() => assertFailsWith(shown, 200_341)).toThrow(expect.objectContaining({ code: "ERR_ASSERTION" }));
  });
});

it.each([undefined, "text", Promise.resolve(shown)])("what is no result (%s) is a mistake of the test", (received) => {
  expect(() => expect(received).not.toShowToast()).toThrow(TypeError);
});
