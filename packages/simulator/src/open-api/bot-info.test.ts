import { Client } from "larkwire/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SimulatedApp, type Simulator, startSimulator } from "../index.ts";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ console: false });
});
afterEach(() => simulator.close());

interface BotInfo {
  readonly bot: { readonly open_id: string };
}

async function ask({ appId, appSecret }: SimulatedApp): Promise<BotInfo> {
  const client = new Client({ appId, appSecret, domain: simulator.domain });
  const { data } = await client.request<BotInfo>({ method: "GET", path: "/open-apis/bot/v3/info" });
  return data;
}

describe("a bot", () => {
  it("is told who it is: always the same, and nobody else", async () => {
    const [app, other] = [simulator.createApp({ name: "Approvals" }), simulator.createApp()];
    const first = await ask(app);

    expect(first).toMatchObject({
      bot: { app_name: "Approvals", activate_status: 2, open_id: expect.stringMatching(/^ou_[0-9a-f]{32}$/) },
    });
    expect(await ask(app)).toEqual(first);
    expect((await ask(other)).bot.open_id).not.toBe(first.bot.open_id);
  });

  it("gets a log id with its answer, as with any other", async () => {
    const { headers } = await fetch(`${simulator.domain}/open-apis/bot/v3/info`);

    expect(headers.get("X-Tt-Logid")).toMatch(/^\d{14}[0-9A-F]{20}$/);
  });
});
