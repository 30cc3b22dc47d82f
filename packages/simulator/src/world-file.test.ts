import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectBot } from "./hand-made-bots.ts";
import { startSimulator } from "./simulator.ts";

const yaml = `
tenants:
  - { name: Acme, brand: lark }
apps:
  - name: Approvals
    tenant: Acme
    appId: cli_0123456789abcdef
    appSecret: secret
users:
  - { name: Ada, tenant: Acme }
chats:
  - { name: Team, members: [Ada], bots: [Approvals] }
messages:
  - chat: Team
    from: Approvals
    msg_type: interactive
    content: { elements: [{ tag: button, text: { tag: plain_text, content: Go } }] }
`;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "larkwire-"));
});
afterEach(() => rm(directory, { recursive: true }));

async function start(text: string, name = "world.yaml") {
  const file = join(directory, name);
  await writeFile(file, text);
  return startSimulator({ world: file, console: false });
}

describe("a world in a file", () => {
  it("is there at the start, with the ids that it fixes", async () => {
    await using simulator = await start(yaml);
    const app = simulator.app("Approvals");
    expect(app).toMatchObject({ appId: "cli_0123456789abcdef", appSecret: "secret" });
    await using _bot = await connectBot(simulator, app, () => ({ toast: { type: "info", content: "done" } }));
    const [message] = simulator.chat("Team").messages();
    const clicked = await simulator.user("Ada").click({ message_id: message?.message_id ?? "", button: "Go" });
    expect(clicked.toast?.content).toBe("done");
    expect(simulator.snapshot().tenants.at(-1)).toMatchObject({ name: "Acme", brand: "lark" });
  });

  it("says which links an app previews", async () => {
    await using simulator = await start("apps: [{ name: CI, linkRules: ['*.ci.example/builds/**'] }]");
    expect(simulator.snapshot().apps).toMatchObject([{ linkRules: ["*.ci.example/builds/**"] }]);
  });

  it("may be JSON, and an object", async () => {
    await using fromJson = await start('{"users":[{"name":"Ada"}]}', "world.json");
    await using fromObject = await startSimulator({ world: { users: [{ name: "Ada" }] }, console: false });
    expect([fromJson.user("Ada").name, fromObject.user("Ada").name]).toEqual(["Ada", "Ada"]);
  });

  it.each([
    ["apps: [{ name: A, typo: 1 }]", "apps.0: Unrecognized key"],
    ["apps: [{ name: A, appId: cli_x }]", "apps.0.appId"],
    ["apps: [{ name: A, eventTypes: [im.mesage.receive_v1] }]", "apps.0.eventTypes"],
    [
      "apps: [{ name: A, linkRules: [https://a.example] }]",
      "apps.0.linkRules.0: https://a.example begins with a scheme",
    ],
    ["users: [{ name: Ada, tenant: Nowhere }]", "users.0.tenant: no tenant Nowhere is described"],
    ["users: [{ name: Ada }, { name: Ada }]", "users.1.name: there is another user Ada"],
    ["chats: [{ name: Team, bots: [Ghost] }]", "chats.0.bots.0: no app Ghost"],
    ["users: [", "is neither YAML nor JSON"],
    ["- a list", "the whole"],
  ])("is refused when it says %s", async (text, problem) => {
    await expect(start(text)).rejects.toMatchObject({
      code: "WORLD_INVALID",
      message: expect.stringContaining(problem),
    });
  });

  it("is refused when it is not there, or longer than 4 MiB", async () => {
    const missing = startSimulator({ world: join(directory, "none.yaml") });
    await expect(missing).rejects.toMatchObject({ code: "WORLD_INVALID" });
    await expect(start(`# ${"x".repeat(4_194_304)}`)).rejects.toMatchObject({ code: "WORLD_INVALID" });
  });
});

describe("the world of a running simulator", () => {
  it("goes back to a snapshot, and with reset to how it began", async () => {
    await using simulator = await start(yaml);
    const app = simulator.app("Approvals");
    await using _bot = await connectBot(simulator, app, () => ({}));
    const ada = simulator.user("Ada");
    await ada.send(simulator.chat("Team"), "first");
    const snapshot = simulator.snapshot();
    await ada.send(simulator.chat("Team"), "second");
    simulator.restore(snapshot);
    expect(simulator.chat("Team").messages()).toHaveLength(2);
    simulator.faults.add({}, { type: "dropAnswer" });
    simulator.reset();
    expect(simulator.chat("Team").messages()).toHaveLength(1);
    expect(simulator.exchanges()).toEqual([]);
    expect((await app.trigger("im.message.receive_v1")).clientCode).toBeUndefined();
  });

  it("survives that an app is gone while its event waits for the next attempt", async () => {
    await using simulator = await startSimulator({ clock: "virtual", console: false });
    await simulator.createApp().trigger("im.message.receive_v1");
    simulator.reset();
    await simulator.advance(24 * 3_600_000);
    expect(simulator.exchanges()).toEqual([]);
  });
});
