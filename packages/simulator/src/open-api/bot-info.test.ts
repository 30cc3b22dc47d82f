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

// By hand: larkwire's client gives what is under `data`, and this answer has none.
async function ask({ appId, appSecret }: SimulatedApp): Promise<BotInfo> {
  const bought = await fetch(`${simulator.domain}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: "POST",
    body: JSON.stringify({ app_id: appId, app_secret: appSecret }),
  });
  const { tenant_access_token } = (await bought.json()) as { readonly tenant_access_token: string };
  const answered = await fetch(`${simulator.domain}/open-apis/bot/v3/info`, {
    headers: { Authorization: `Bearer ${tenant_access_token}` },
  });
  expect(answered.headers.get("X-Tt-Logid")).toBeTruthy();
  return (await answered.json()) as BotInfo;
}

describe("a bot", () => {
  it("is told who it is: always the same, and nobody else", async () => {
    const [app, other] = [simulator.createApp({ name: "Approvals" }), simulator.createApp()];
    const first = await ask(app);

    expect(first).toMatchObject({
      code: 0,
      bot: { app_name: "Approvals", activate_status: 2, open_id: expect.stringMatching(/^ou_[0-9a-f]{32}$/) },
    });
    expect(await ask(app)).toEqual(first);
    expect((await ask(other)).bot.open_id).not.toBe(first.bot.open_id);
  });
});
