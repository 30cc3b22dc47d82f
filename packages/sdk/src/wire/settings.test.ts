import { describe, expect, it } from "vitest";
import { applySettings, type ConnectionSettings, defaultSettings } from "./settings.ts";

const former: ConnectionSettings = {
  reconnectCount: 5,
  reconnectIntervalMs: 7_000,
  reconnectNonceMs: 8_000,
  pingIntervalMs: 9_000,
};

describe("applySettings", () => {
  it("turns seconds into milliseconds", () => {
    const config = { ReconnectCount: 3, ReconnectInterval: 60, ReconnectNonce: 10, PingInterval: 90 };

    expect(applySettings(former, config)).toEqual({
      reconnectCount: 3,
      reconnectIntervalMs: 60_000,
      reconnectNonceMs: 10_000,
      pingIntervalMs: 90_000,
    });
  });

  it("keeps the former settings where the platform says nothing", () => {
    expect(applySettings(former, { PingInterval: 30 })).toEqual({ ...former, pingIntervalMs: 30_000 });
  });

  it.each([
    [undefined],
    [null],
    ["120"],
    [[]],
    [true],
    [{ ReconnectInterval: "1", PingInterval: null, ReconnectNonce: Number.NaN, ReconnectCount: {} }],
  ])("keeps the former settings when it is told %j", (config) => {
    expect(applySettings(former, config)).toEqual(former);
  });

  it.each([
    [0, { reconnectCount: 0, reconnectIntervalMs: 1_000, reconnectNonceMs: 0, pingIntervalMs: 1_000 }],
    [-1, { reconnectCount: -1, reconnectIntervalMs: 1_000, reconnectNonceMs: 0, pingIntervalMs: 1_000 }],
    [-1e9, { reconnectCount: -1, reconnectIntervalMs: 1_000, reconnectNonceMs: 0, pingIntervalMs: 1_000 }],
    [
      1e308,
      { reconnectCount: 1e308, reconnectIntervalMs: 600_000, reconnectNonceMs: 600_000, pingIntervalMs: 600_000 },
    ],
    [Number.POSITIVE_INFINITY, former],
  ])("neither floods the platform nor goes deaf when every setting is %s", (value, settings) => {
    const config = { ReconnectCount: value, ReconnectInterval: value, ReconnectNonce: value, PingInterval: value };

    expect(applySettings(former, config)).toEqual(settings);
  });

  it("begins as the official SDKs do", () => {
    expect(defaultSettings).toEqual({
      reconnectCount: -1,
      reconnectIntervalMs: 120_000,
      reconnectNonceMs: 30_000,
      pingIntervalMs: 120_000,
    });
  });
});
