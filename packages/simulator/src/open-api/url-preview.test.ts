import { Client } from "larkwire/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type SimulatedApp, type SimulatedChat, type SimulatedUser, type Simulator, startSimulator } from "../index.ts";
import { createDispatcher, larkwireWaysIn } from "../larkwire-bots.ts";

let simulator: Simulator;
let app: SimulatedApp;
let mei: SimulatedUser;
let bo: SimulatedUser;
let chat: SimulatedChat;

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp();
  mei = simulator.createUser({ name: "Mei" });
  bo = simulator.createUser({ name: "Bo" });
  chat = simulator.createChat({ members: [mei, bo], bots: [app] });
});
afterEach(() => simulator.close());

const refused = (code: number) => expect.objectContaining({ platform: expect.objectContaining({ code }) });

/** A bot that has been asked once about a link in the chat. */
async function paste() {
  const asked: { readonly token: string; readonly viewer: string }[] = [];
  const dispatcher = createDispatcher(simulator, app).onUrlPreview(async ({ context, operator }) => {
    asked.push({ token: context.preview_token ?? "", viewer: operator.open_id });
    return { inline: { title: `asked ${asked.length} times` } };
  });
  const bot = await larkwireWaysIn["the long connection"](simulator, app, dispatcher);
  const { inline } = await mei.pasteLink(chat, app, "https://ci.example/42");
  expect(inline).toEqual({ title: "asked 1 times" });
  const token = asked[0]?.token ?? "";
  const refresh = (open_ids?: string[], by = app, preview_tokens = [token]) =>
    new Client({ ...by.credentials, logLevel: "silent", maxRateLimitWaitMs: 0 }).im.v2.urlPreview.batchUpdate({
      data: { preview_tokens, open_ids },
    });
  return { asked, token, refresh, [Symbol.asyncDispose]: () => bot[Symbol.asyncDispose]() };
}

it("is asked for again by the clients of everybody who sees the link, under the same token", async () => {
  await using link = await paste();
  await link.refresh();

  await expect.poll(() => link.asked.length).toBe(3);
  expect(link.asked.map(({ viewer }) => viewer)).toEqual([mei.openId, mei.openId, bo.openId]);
  expect(new Set(link.asked.map(({ token }) => token)).size).toBe(1);
  await expect
    .poll(() => simulator.exchanges({ name: "url.preview.get" }).map(({ answer }) => answer?.status))
    .toEqual([200, 200, 200]);
});

it("is asked for again by those who are named", async () => {
  await using link = await paste();
  await link.refresh([bo.openId]);

  await expect.poll(() => link.asked.map(({ viewer }) => viewer)).toEqual([mei.openId, bo.openId]);
});

it("is asked for every 5 s at most, by the app whose preview it is", async () => {
  await using link = await paste();
  await link.refresh([]);

  await expect(link.refresh([])).rejects.toEqual(refused(230_020));
  await simulator.advance(5_000);
  await link.refresh([]);
  await expect(link.refresh([], simulator.createApp())).rejects.toEqual(refused(230_001));
  await expect(link.refresh([], app, ["none"])).rejects.toEqual(refused(230_001));
  await expect(link.refresh([], app, [])).rejects.toEqual(refused(230_001));
  await simulator.advance(5_000);
  const tokens = (count: number) => new Array<string>(count).fill(link.token);
  await expect(link.refresh([], app, tokens(11))).rejects.toEqual(refused(230_001));
  await link.refresh([], app, tokens(10));
});

it("is not asked for once its message is gone", async () => {
  await using link = await paste();
  chat.deleteMessage({ message_id: chat.messages()[0]?.message_id ?? "" });
  await link.refresh();
  await simulator.advance(1_000);

  expect(link.asked).toHaveLength(1);
});
