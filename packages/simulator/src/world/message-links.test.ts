import { describe, expect, it } from "vitest";
import { findLinks, linksOf, maxLinksPerMessage } from "./message-links.ts";

describe("the links of a text", () => {
  it.each([
    ["none at all, ftp://files.example either", []],
    ["see https://ci.example/42.", ["https://ci.example/42"]],
    [
      "(https://ci.example/42), or http://127.0.0.1:3000/?a=1&b=2#c!",
      ["https://ci.example/42", "http://127.0.0.1:3000/?a=1&b=2#c"],
    ],
    ["https://wiki.example/A_(b)", ["https://wiki.example/A_(b)"]],
    ["看https://ci.example/42，还有https://ci.example/43这个", ["https://ci.example/42", "https://ci.example/43"]],
    ["twice https://ci.example/42 https://ci.example/42", ["https://ci.example/42"]],
    ["HTTPS://CI.example/42", ["HTTPS://CI.example/42"]],
    ["https://", []],
    ["https://[", []],
  ])("of %j are %j", (text, links) => {
    expect(findLinks(text)).toEqual(links);
  });

  it("are ten at most", () => {
    const text = Array.from({ length: 20 }, (_, index) => `https://ci.example/${index}`).join(" ");
    expect(findLinks(text)).toHaveLength(maxLinksPerMessage);
  });

  it("are found in no time, however the text ends", () => {
    const startedAt = performance.now();
    findLinks(`https://ci.example/${"(".repeat(75_000)}${")".repeat(75_000)}`);
    findLinks(`https://ci.example/${".".repeat(150_000)}`);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it("keep their previews when the text is another", () => {
    const preview = { token: "t", appId: "cli_0", shown: new Map() };
    const before = [{ url: "https://ci.example/42", preview }];
    expect(linksOf("text", { text: "https://ci.example/43 https://ci.example/42" }, before)).toEqual([
      { url: "https://ci.example/43", preview: undefined },
      { url: "https://ci.example/42", preview },
    ]);
    expect(linksOf("post", { text: "https://ci.example/42" })).toEqual([]);
  });
});
