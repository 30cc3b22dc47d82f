import { describe, expect, it } from "vitest";
import { toInlinePreview } from "./inline-preview.ts";

const url = "https://ci.example/42";

describe("what stands in place of a link", () => {
  it.each([
    [{ title: "Build 42" }, "zh_cn", "Build 42"],
    [{ title: "Build 42", i18n_title: { zh_cn: "构建 42" } }, "zh_cn", "构建 42"],
    [{ title: "Build 42", i18n_title: { zh_cn: "构建 42" } }, "en_us", "Build 42"],
    [{ i18n_title: { ja_jp: "ビルド 42", en_us: "Build 42" } }, "zh_cn", "Build 42"],
    [{ i18n_title: { ja_jp: "ビルド 42" } }, "en_us", "ビルド 42"],
    [{ title: " " }, "en_us", undefined],
    [{ title: 42, i18n_title: [] }, "en_us", undefined],
    [undefined, "en_us", undefined],
  ] as const)("of %j has the title in %s: %s", (inline, locale, title) => {
    expect(toInlinePreview(inline, url, locale).title).toBe(title);
  });

  it("leads where the app says for computers, and never to a script", () => {
    const hrefOf = (addresses: unknown) => toInlinePreview({ title: "t", url: addresses }, url, "en_us").href;
    expect(hrefOf({ pc: "https://pc.example/", web: "https://web.example/" })).toBe("https://pc.example/");
    expect(hrefOf({ pc: "javascript:alert(1)", web: "https://web.example/" })).toBe("https://web.example/");
    expect(hrefOf({ ios: "https://ios.example/" })).toBe(url);
    expect(hrefOf("https://web.example/")).toBe(url);
  });

  it("may have an icon", () => {
    expect(toInlinePreview({ title: "t", image_key: "img_1" }, url, "en_us").imageKey).toBe("img_1");
    expect(toInlinePreview({ title: "t", image_key: "" }, url, "en_us").imageKey).toBeUndefined();
  });
});
