import { describe, expect, it } from "vitest";
import { startSimulator } from "../simulator.ts";
import { type ClientConfig, requireClientConfig } from "./client-config.ts";

describe("what clients are told about connecting", () => {
  it("is refused where it is no whole number, which SDKs of typed languages cannot read", async () => {
    const clientConfig = { PingInterval: 0.5 };

    await expect(startSimulator({ console: false, clientConfig })).rejects.toMatchObject({
      code: "REQUEST_INVALID",
      path: "clientConfig.PingInterval",
      message: "PingInterval is a whole number, 1 or more, as the platform's are; it is 0.5.",
    });
  });

  it.each<[Partial<ClientConfig>]>([
    [{ PingInterval: 0 }],
    [{ ReconnectInterval: -1 }],
    [{ ReconnectNonce: Number.NaN }],
    [{ ReconnectCount: Number.POSITIVE_INFINITY }],
    [{ ReconnectCount: 1.5 }],
  ])("is refused as %j", (given) => {
    expect(() => requireClientConfig(given)).toThrowError(expect.objectContaining({ code: "REQUEST_INVALID" }));
  });

  it("may be the least that there is, or nothing", () => {
    const least = { ReconnectCount: -2, ReconnectInterval: 0, ReconnectNonce: 0, PingInterval: 1 };

    expect(() => requireClientConfig(least)).not.toThrow();
    expect(() => requireClientConfig({})).not.toThrow();
  });
});
