import type { Client } from "larkwire/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SimulatedUser, type Simulator, startSimulator } from "../../index.ts";
import { createClient } from "../../larkwire-bots.ts";

const users = "/open-apis/contact/v3/users";

let simulator: Simulator;
let mei: SimulatedUser;
let bo: SimulatedUser;
let stranger: SimulatedUser;
let client: Client;

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  mei = simulator.createUser({ name: "Mei" });
  bo = simulator.createUser({ name: "Bo" });
  stranger = simulator.createUser({ tenant: simulator.createTenant() });
  client = createClient(simulator, simulator.createApp());
});
afterEach(() => simulator.close());

const get = async (path: string, params: Record<string, string | string[]> = {}) =>
  (await client.request({ method: "GET", path: `${users}/${path}`, params })).data;
const refused = (code: number) => expect.objectContaining({ platform: expect.objectContaining({ code }) });

describe("somebody", () => {
  it.each([
    ["open_id", "openId"],
    ["union_id", "unionId"],
    ["user_id", "userId"],
  ] as const)("is found by %s", async (user_id_type, member) => {
    expect(await get(mei[member], { user_id_type })).toEqual({
      user: {
        open_id: mei.openId,
        union_id: mei.unionId,
        user_id: mei.userId,
        name: "Mei",
        email: mei.email,
        status: expect.objectContaining({ is_activated: true, is_resigned: false }),
      },
    });
  });

  it("of another tenant is out of reach, and nobody is not found", async () => {
    await expect(get(stranger.openId)).rejects.toEqual(refused(41_050));
    await expect(get("ou_0")).rejects.toEqual(refused(99_992_351));
    await expect(get("none", { user_id_type: "user_id" })).rejects.toEqual(refused(41_012));
    await expect(get(mei.openId, { user_id_type: "email" })).rejects.toEqual(refused(40_001));
  });
});

describe("several people", () => {
  it("are found in the order that they are asked for", async () => {
    expect(await get("batch", { user_ids: [bo.openId, mei.openId] })).toMatchObject({
      items: [{ name: "Bo" }, { name: "Mei" }],
    });
  });

  it("are refused where one is unknown, where nobody is asked for, and beyond 50", async () => {
    await expect(get("batch", { user_ids: [mei.openId, "ou_0"] })).rejects.toEqual(refused(99_992_351));
    await expect(get("batch")).rejects.toEqual(refused(40_001));
    await expect(get("batch", { user_ids: Array(51).fill(mei.openId) })).rejects.toEqual(refused(40_001));
  });
});

describe("addresses", () => {
  const find = async (data: object, params = {}) =>
    (await client.request({ method: "POST", path: `${users}/batch_get_id`, params, data })).data;

  it("have the ids of those who have them, and no id where nobody in the tenant does", async () => {
    const emails = [mei.email, stranger.email, "nobody@example.com"];

    expect(await find({ emails, mobiles: ["13800000000"] }, { user_id_type: "user_id" })).toEqual({
      user_list: [
        { email: mei.email, user_id: mei.userId, status: expect.anything() },
        { email: stranger.email },
        { email: "nobody@example.com" },
        { mobile: "13800000000" },
      ],
    });
  });

  it("are 50 at most", async () => {
    await expect(find({ emails: Array(51).fill(mei.email) })).rejects.toEqual(refused(40_001));
  });
});
