import { describe, expect, it } from "vitest";
import { toColor } from "./colors.ts";
import { toBox, toSpacing, toWidth } from "./spacing.ts";
import { toZonedValue } from "./zoned-date.ts";

describe("a colour of a card", () => {
  it("is of the palette, in both themes; a family alone is its weight 600", () => {
    expect(toColor("blue-100")).toBe("light-dark(#E0E9FF, #173166)");
    expect(toColor("green")).toBe("light-dark(#1A7526, #51BA43)");
  });

  it("may be the card's own", () => {
    const colors = { brand: { light_mode: "rgba(5,157,178,0.52)", dark_mode: "rgba(78,23,108,0.49)" } };

    expect(toColor("brand", colors)).toBe("light-dark(rgba(5,157,178,0.52), rgba(78,23,108,0.49))");
  });

  it.each([
    "url(https://example.com/x)",
    "red;background:url(x)",
    "var(--x)",
    "rgba(0,0,0,1);x",
    "constructor",
    "default",
  ])("is none when it is %s", (name) => {
    expect(toColor(name, { [name]: { light_mode: name, dark_mode: name } })).toBeUndefined();
  });
});

describe("a distance of a card", () => {
  it("has names that differ between the versions", () => {
    expect(toSpacing("large", "1.0", 8)).toBe("16px");
    expect(toSpacing("large", "2.0", 8)).toBe("12px");
    expect(toSpacing("99px", "2.0", 8)).toBe("99px");
    expect(toSpacing("calc(1px)", "2.0", 8)).toBe("8px");
  });

  it("has one to four sides", () => {
    expect(toBox("4px 0")).toBe("4px 0");
    expect(toBox("4px 12px 4px 12px")).toBe("4px 12px 4px 12px");
    expect(toBox("1px 1px 1px 1px 1px")).toBeUndefined();
    expect(toBox("100vw")).toBeUndefined();
  });

  it("is a width in px", () => {
    expect(toWidth("120px")).toBe("120px");
    expect(toWidth("100%")).toBeUndefined();
  });
});

describe("a picked date", () => {
  it("carries its time zone as the platform writes it", () => {
    expect(toZonedValue("2025-06-10", 480)).toBe("2025-06-10 +0800");
    expect(toZonedValue("05:05", -570)).toBe("05:05 -0930");
  });
});
