import { describe, expect, it } from "vitest";
import { Domain, resolveDomain } from "./domain.ts";

describe("resolveDomain", () => {
  it("is Feishu unless something else is said", () => {
    expect(resolveDomain()).toBe("https://open.feishu.cn");
    expect(resolveDomain(Domain.Lark)).toBe("https://open.larksuite.com");
  });

  it("takes any http or https origin, with or without a path, and removes the slash at the end", () => {
    expect(resolveDomain("http://127.0.0.1:9999/")).toBe("http://127.0.0.1:9999");
    expect(resolveDomain("https://proxy.example.test/feishu/")).toBe("https://proxy.example.test/feishu");
  });

  it.each([
    "open.feishu.cn",
    "",
    "wss://open.feishu.cn",
    "https://user:secret@example.test",
    "https://example.test?a=1",
    "https://example.test#a",
  ])("refuses %o without repeating it", (domain) => {
    expect(() => resolveDomain(domain)).toThrow(/^CONFIG_INVALID/);
  });
});
