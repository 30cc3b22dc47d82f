import { describe, expect, it } from "vitest";
import { createStubReceiver } from "../testing/stub-receiver.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { createMount } from "./mount.ts";

const clock = createTestClock();
const receiver = createStubReceiver({ clock });
const other = createStubReceiver({ clock });

describe("createMount", () => {
  it("puts one receiver at every path, or at the one that is given", () => {
    expect(createMount(receiver).find("/anything")).toBe(receiver);
    expect(createMount(receiver, { path: "/event" }).find("/event")).toBe(receiver);
    expect(createMount(receiver, { path: "/event" }).find("/event/")).toBeUndefined();
  });

  it("puts several receivers at their paths and nowhere else", () => {
    const mount = createMount({ "/event": receiver, "/card": other });

    expect(["/event", "/card", "/", "/toString", "/__proto__"].map((path) => mount.find(path))).toEqual([
      receiver,
      other,
      undefined,
      undefined,
      undefined,
    ]);
    expect(mount.find("constructor")).toBeUndefined();
  });

  it("refuses a receiver without a secret, wherever it is, unless that is wanted", () => {
    const open = createStubReceiver({ clock, secured: false });

    expect(() => createMount(open)).toThrow(/^CONFIG_INVALID: .*forge/);
    expect(() => createMount({ "/event": receiver, "/card": open })).toThrow(/^CONFIG_INVALID/);
    expect(createMount(open, { insecure: true }).find("/")).toBe(open);
  });

  it.each([
    ["no receiver", () => createMount({})],
    ["a path without its slash", () => createMount({ ["event" as "/event"]: receiver })],
    ["a path beside a map of paths", () => createMount({ "/event": receiver }, { path: "/event" })],
    ["a limit of nothing", () => createMount(receiver, { maxBodyBytes: 0 })],
    ["a limit that is no number", () => createMount(receiver, { bodyTimeoutMs: Number.NaN })],
  ])("refuses %s", (_, create) => {
    expect(create).toThrow(/^CONFIG_INVALID/);
  });
});
