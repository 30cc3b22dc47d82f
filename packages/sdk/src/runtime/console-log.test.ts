import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { LarkwireError } from "../errors.ts";
import { consoleLog, toLog } from "./console-log.ts";

function recordingLogger() {
  const lines: string[] = [];
  const write = (level: string) => (line: string) => void lines.push(`${level} ${line}`);
  return { lines, logger: { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") } };
}

describe("toLog", () => {
  it("gives any logger one line with the fields as key=value", () => {
    const { lines, logger } = recordingLogger();

    toLog(logger)("info", "connected", { url: "wss://example.test/ws", attempt: 2, note: "a b", missing: undefined });

    expect(lines).toEqual(['info connected url=wss://example.test/ws attempt=2 note="a b"']);
  });

  it("cannot be made to write a second line by what a sender put into a field", () => {
    const { lines, logger } = recordingLogger();

    toLog(logger)("warn", "refused", { name: "x\nerror forged", parts: ["a\nb"] });

    expect(lines.join("")).not.toContain("\n");
  });

  it("drops what is less important than the level", () => {
    const { lines, logger } = recordingLogger();
    const log = toLog(logger, "warn");

    for (const level of ["debug", "info", "warn", "error"] as const) log(level, "event");

    expect(lines).toEqual(["warn event", "error event"]);
  });

  it("takes a log function as it is, with the fields apart", () => {
    const events: unknown[] = [];

    toLog((level, message, fields) => void events.push([level, message, fields]))("info", "connected", { attempt: 1 });

    expect(events).toEqual([["info", "connected", { attempt: 1 }]]);
  });

  it("survives a logger that throws and a field that cannot be printed", () => {
    const { lines, logger } = recordingLogger();
    const circular: { self?: unknown } = {};
    circular.self = circular;
    const broken = {
      ...logger,
      info: () => {
        throw new Error("disk full");
      },
    };

    toLog(broken)("info", "lost");
    toLog(broken)("warn", "kept", { circular });

    expect(lines).toEqual(['warn kept circular="[unprintable]"']);
  });

  it("shows where a handler threw", () => {
    const { lines, logger } = recordingLogger();
    const cause = new TypeError("value is undefined");

    toLog(logger)("error", "handler failed", { error: LarkwireError.from(cause, "HANDLER_FAILED") });

    expect(lines[0]).toContain('error="HANDLER_FAILED: TypeError: value is undefined.');
    expect(lines[0]).toContain("console-log.test.ts");
  });

  it.each([
    ["a promise", async () => Promise.reject(new Error("the collector is down"))],
    ["a promise of another realm", () => runInNewContext("Promise.reject(new Error('the collector is down'))")],
  ])("does not end the process when a logger fails that returns %s", async (_, write) => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown): void => void unhandled.push(reason);
    process.once("unhandledRejection", listener);

    toLog(write)("info", "connected");
    await new Promise((resolve) => setImmediate(resolve));

    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
  });
});

describe("consoleLog", () => {
  afterEach(() => vi.restoreAllMocks());

  it("is silent when told so, and says info and more by default", () => {
    const info = vi.spyOn(console, "info").mockReturnValue();
    const error = vi.spyOn(console, "error").mockReturnValue();

    consoleLog("silent")("error", "nothing");
    consoleLog()("debug", "nothing");
    consoleLog()("info", "connected", { attempt: 1 });
    consoleLog()("error", "refused");

    expect(info.mock.calls).toEqual([["larkwire info: connected attempt=1"]]);
    expect(error.mock.calls).toEqual([["larkwire error: refused"]]);
  });

  it("refuses a level or a logger that it does not know, rather than log everything or nothing", () => {
    expect(() => consoleLog("warning" as never)).toThrow(/CONFIG_INVALID: logLevel/);
    expect(() => toLog({} as never)).toThrow(/CONFIG_INVALID: logger/);
    expect(() => toLog(() => {}, 3 as never)).toThrow(/CONFIG_INVALID: logLevel/);
  });
});
