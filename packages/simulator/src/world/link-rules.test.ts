import { describe, expect, it } from "vitest";
import { findLinkRuleFault, fitsLinkRule, maxLinkRules, requireLinkRules } from "./link-rules.ts";

describe("a rule for links", () => {
  it.each([
    ["ci.example", "https://ci.example"],
    ["ci.example", "http://ci.example/builds/42?tab=log#end"],
    ["CI.example", "https://ci.EXAMPLE/"],
    ["ci.example:8443", "https://ci.example:8443/builds"],
    ["127.0.0.1:3000/**", "http://127.0.0.1:3000/"],
    ["*.ci.example", "https://eu.ci.example/builds"],
    ["eu-*.ci.example", "https://eu-west.ci.example/"],
    ["**.ci.example", "https://a.b.ci.example/"],
    ["ci.example/builds/*", "https://ci.example/builds/42"],
    ["ci.example/builds/*/log", "https://ci.example/builds/42/log/"],
    ["ci.example/a*b*c", "https://ci.example/a1b2c"],
    ["ci.example/builds/**", "https://ci.example/builds/42/log"],
    ["ci.example/builds/**", "https://ci.example/builds"],
    ["**", "https://anything.example/at/all"],
  ])("%s fits %s", (rule, link) => {
    expect(findLinkRuleFault(rule)).toBeUndefined();
    expect(fitsLinkRule(rule, link)).toBe(true);
  });

  it.each([
    ["ci.example", "https://eu.ci.example/"],
    ["ci.example", "https://ci.example:8443/"],
    ["ci.example", "https://evil.example/ci.example"],
    ["ci.example", "ftp://ci.example/"],
    ["*.ci.example", "https://ci.example/"],
    ["*.ci.example", "https://a.b.ci.example/"],
    ["**.ci.example", "https://ci.example/"],
    ["ci.example/builds", "https://ci.example/builds/42"],
    ["ci.example/builds", "https://ci.example/Builds"],
    ["ci.example/builds/*", "https://ci.example/builds/42/log"],
    ["ci.example/a*b*c", "https://ci.example/abbd"],
    ["ci.example/aa*aa", "https://ci.example/aaa"],
    ["ci.example/builds/**", "https://ci.example/deploys/1"],
  ])("%s does not fit %s", (rule, link) => {
    expect(fitsLinkRule(rule, link)).toBe(false);
  });

  it.each([
    ["https://ci.example/builds", "begins with a scheme: write ci.example/builds"],
    ["", "is not Host[:Port][/Path]"],
    ["/builds", "is not Host[:Port][/Path]"],
    ["ci.example?tab=log", "is not Host[:Port][/Path]"],
    ["ci..example", "empty or strange part"],
    ["ci.**", "elsewhere than at the left end of the host"],
    ["**ci.example", "elsewhere than at the left end of the host"],
    ["ci.example/**/log", "elsewhere than at the right end of the path"],
    [`${"a".repeat(200)}.example`, "at most 200 characters"],
  ])("is refused: %s", (rule, fault) => {
    expect(findLinkRuleFault(rule)).toContain(fault);
  });

  it("is one of ten at most", () => {
    const rules = Array.from({ length: maxLinkRules + 1 }, (_, index) => `ci-${index}.example`);
    expect(() => requireLinkRules(rules)).toThrow(
      expect.objectContaining({ code: "REQUEST_INVALID", path: "linkRules" }),
    );
    expect(() => requireLinkRules(["ci.example", "https://ci.example"])).toThrow(
      expect.objectContaining({ code: "REQUEST_INVALID", path: "linkRules.1" }),
    );
  });

  it("is matched in no time, whatever it is", () => {
    const startedAt = performance.now();
    fitsLinkRule(`ci.example/${"a*".repeat(90)}b`, `https://ci.example/${"a".repeat(100_000)}`);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
