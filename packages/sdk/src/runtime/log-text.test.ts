import { describe, expect, it } from "vitest";
import { toLogText } from "./log-text.ts";

const steering = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

describe("toLogText", () => {
  it("is one line that steers no terminal, whatever the message and the fields hold", () => {
    const hostile = "a\r\nlarkwire error: forged\u001b[2J\u009b2J\u007f\u2028\u2029\u202e";

    const text = toLogText(hostile, { name: hostile, parts: [hostile], [hostile]: 1, error: new Error(hostile) });

    expect(text).not.toMatch(steering);
    expect(text).toMatch(/^a\\u000d\\u000alarkwire error: forged\\u001b/);
  });

  it("indents the stack of what was thrown, so that its message cannot pass for a line of the log", () => {
    const cause = new Error("x\nlarkwire error: forged\u001b[2J");

    const [line, ...stack] = toLogText("the handler failed", { error: new Error("wrapped", { cause }) }).split("\n");

    expect(line).toBe('the handler failed error="wrapped"');
    expect(stack.slice(0, 2)).toEqual(["  Error: x", "  larkwire error: forged\\u001b[2J"]);
    expect(stack.every((stackLine) => stackLine.startsWith("  "))).toBe(true);
  });

  it("shows of a long field its beginning", () => {
    expect(toLogText("seen", { id: "x".repeat(1_000_000) }).length).toBeLessThan(3_000);
  });

  it("never throws", () => {
    const refuse = (): never => {
      throw new Error("hands off");
    };
    const proxy = new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse, ownKeys: refuse });

    expect(toLogText("seen", { proxy, toJSON: { toJSON: refuse }, big: 1n, symbol: Symbol("s") })).toBe(
      'seen proxy="[unprintable]" toJSON="[unprintable]" big=1 symbol="Symbol(s)"',
    );
  });
});
