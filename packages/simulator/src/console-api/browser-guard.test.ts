import { describe, expect, it } from "vitest";
import { BrowserGuard } from "./browser-guard.ts";

const isForeign = (headers: Record<string, string>, ownHost = "127.0.0.1") =>
  new BrowserGuard(ownHost).isForeign((name) => headers[name]);

describe("a request of a page", () => {
  it.each([
    [{ host: "127.0.0.1:4100" }],
    [{ host: "127.0.0.1:4100", origin: "http://127.0.0.1:4100" }],
    [{ host: "localhost:4100", origin: "http://localhost:4100", "sec-fetch-site": "same-origin" }],
    [{ host: "[::1]:4100", origin: "http://[::1]:4100" }],
    [{ host: "localhost:4100", "sec-fetch-site": "none" }],
    [{ host: "host.docker.internal:4100" }],
  ])("with %j is our own, or no page's", (headers) => {
    expect(isForeign(headers)).toBe(false);
  });

  it.each([
    [{ host: "127.0.0.1:4100", origin: "https://evil.example" }],
    [{ host: "127.0.0.1:4100", origin: "http://127.0.0.1:9999" }],
    [{ host: "127.0.0.1:4100", origin: "null" }],
    [{ host: "127.0.0.1:4100", origin: "" }],
    [{ host: "127.0.0.1:4100", "sec-fetch-site": "cross-site" }],
    [{ host: "127.0.0.1:4100", "sec-fetch-site": "same-site" }],
    // DNS rebinding: the page's own name leads here.
    [{ host: "evil.example:4100", origin: "http://evil.example:4100" }],
  ])("with %j is foreign", (headers) => {
    expect(isForeign(headers)).toBe(true);
  });
});

describe("a Host header", () => {
  it.each(["127.0.0.1", "127.0.0.1:1", "localhost:4100", "[::1]:4100", "LOCALHOST"])(
    "%s names this machine",
    (host) => {
      expect(new BrowserGuard("127.0.0.1").isOwn(host)).toBe(true);
    },
  );

  it.each([
    "",
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:4100",
    "192.168.0.9:4100",
    "a b",
    "@127.0.0.1@x",
  ])("%j does not", (host) => {
    expect(new BrowserGuard("127.0.0.1").isOwn(host)).toBe(false);
  });

  it("may be any address where every address is listened on, but no foreign name", () => {
    expect(new BrowserGuard("0.0.0.0").isOwn("192.168.0.9:4100")).toBe(true);
    expect(new BrowserGuard("0.0.0.0").isOwn("evil.example:4100")).toBe(false);
    expect(new BrowserGuard("my-machine").isOwn("my-machine:4100")).toBe(true);
  });
});
