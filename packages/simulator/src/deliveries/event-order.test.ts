import { beforeEach, describe, expect, it } from "vitest";
import { EventOrder } from "./event-order.ts";

let order: EventOrder;
let log: string[];

beforeEach(() => {
  order = new EventOrder();
  log = [];
});

const enter = (event: string, line = "line") =>
  order.enter(line, { send: () => void log.push(`${event} sent`), wait: () => void log.push(`${event} waits`) });

describe("an ordered event", () => {
  it("goes at once when nothing is before it, and otherwise after the answer to what is", () => {
    enter("a");
    enter("b");
    expect(log).toEqual(["a sent"]);
    order.passed("line");

    expect(log).toEqual(["a sent", "b sent"]);
  });

  it("waits behind one that failed, however often that fails, and then goes in its turn", () => {
    enter("a");
    enter("b");
    order.failed("line");
    enter("c");
    order.failed("line");
    expect(log).toEqual(["a sent", "b waits", "c waits"]);
    order.passed("line");
    expect(log.slice(3)).toEqual(["b sent"]);
    order.passed("line");

    expect(log.slice(4)).toEqual(["c sent"]);
  });

  it("does not wait for those of another line, nor for a line that has come to its end", () => {
    enter("a");
    order.failed("line");
    enter("other", "another line");
    order.passed("line");
    enter("b");

    expect(log).toEqual(["a sent", "other sent", "b sent"]);
  });

  it("is given up when 10,000 wait already", () => {
    enter("first");
    order.failed("line");
    for (let count = 0; count < 10_000; count++) enter(String(count));
    for (let count = 0; count < 10_001; count++) order.passed("line");

    expect(log.filter((entry) => entry.endsWith("sent"))).toHaveLength(10_000);
    expect(log).not.toContain("9999 sent");
    expect(log).toContain("9999 waits");
  });
});
