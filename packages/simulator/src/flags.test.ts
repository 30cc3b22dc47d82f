import { describe, expect, it } from "vitest";
import { parseFlags } from "./flags.ts";

describe("the flags", () => {
  it("have defaults", () => {
    expect(parseFlags([])).toEqual({ host: "127.0.0.1", port: 4100, seed: 1 });
  });

  it("are taken in both spellings", () => {
    expect(parseFlags(["--port", "0", "--host=0.0.0.0", "--seed=9"])).toEqual({ host: "0.0.0.0", port: 0, seed: 9 });
  });

  it.each([["--help"], ["-h"]])("%s asks for help", (flag) => {
    expect(parseFlags([flag])).toBe("help");
  });

  it.each([["--port=65536"], ["--port=-1"], ["--port=1.5"], ["--port=x"], ["--port="], ["--seed=4294967296"]])(
    "refuse %s",
    (flag) => {
      expect(() => parseFlags([flag])).toThrow("must be a whole number");
    },
  );

  it("take quirks by name, and refuse those that there are not", () => {
    expect(parseFlags(["--quirk", "createTime=ms", "--quirk=maxConnections=2"])).toHaveProperty("quirks", {
      createTime: "ms",
      maxConnections: 2,
    });
    expect(() => parseFlags(["--quirk", "createTime"])).toThrow("createTime is one of us, ms");
    expect(() => parseFlags(["--quirk=weather=good"])).toThrow("no quirk weather");
  });

  it("turn rate limits on, or leave them to the world's file", () => {
    expect(parseFlags(["--rate-limits"])).toMatchObject({ rateLimits: true });
    expect(parseFlags([])).toMatchObject({ rateLimits: undefined });
  });

  it("take a URL for callbacks, unless a world says where they go", () => {
    expect(parseFlags(["--webhook=http://127.0.0.1:7777/webhook/event"])).toMatchObject({
      webhook: "http://127.0.0.1:7777/webhook/event",
    });
    expect(() => parseFlags(["--webhook", "7777"])).toThrow("--webhook must be a URL, such as");
    expect(() => parseFlags(["--webhook=http://a.b/", "--world=x.yaml"])).toThrow("callbacks: { mode, requestUrl }");
  });

  it("refuse what they do not know", () => {
    expect(() => parseFlags(["--prot=1"])).toThrow("--prot");
    expect(() => parseFlags(["extra"])).toThrow("extra");
  });
});
