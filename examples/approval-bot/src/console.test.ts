import { type SimulatedApp, type SimulatedUser, type Simulator, startSimulator } from "@larkwire/simulator";
import { EventDispatcher } from "larkwire";
import { Client } from "larkwire/client";
import { WSClient } from "larkwire/ws";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, openConsole } from "./open-console.ts";

// What the console shows of a bot that is not the sample: in a real browser, too.

let browser: Browser;
let simulator: Simulator;
let app: SimulatedApp;
let mei: SimulatedUser;
let bot: WSClient;
let page: Page;
let faults: readonly string[];
/** What the bot answers a preview with; `undefined` is nothing in time. */
let preview: { readonly title: string; readonly zh?: string } | undefined;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  simulator = await startSimulator();
  app = simulator.createApp({ name: "CI", linkRules: ["ci.example"] });
  mei = simulator.createUser({ name: "Mei" });
  simulator.createChat({ name: "Team", members: [mei, simulator.createUser({ name: "Bo" })], bots: [app] });
  const dispatcher = new EventDispatcher({ logLevel: "silent" })
    .onUrlPreview(() => {
      if (preview === undefined) throw new Error("the build is not known");
      return {
        inline: { title: preview.title, ...(preview.zh === undefined ? {} : { i18n_title: { zh_cn: preview.zh } }) },
      };
    })
    .on("im.message.receive_v1", () => undefined);
  bot = new WSClient({ ...app.credentials, dispatcher, logLevel: "silent" });
  await bot.start();
  ({ page, faults } = await openConsole(browser, simulator.consoleUrl));
  await page.getByTestId("chat").waitFor();
});
afterEach(async () => {
  await page.close();
  await bot.close();
  await simulator.close();
  expect(faults).toEqual([]);
});

async function write(text: string) {
  await page.getByRole("textbox", { name: "Write to the bot" }).fill(text);
  await page.keyboard.press("Enter");
  return page.getByTestId("message").last();
}

describe("a link in the console", () => {
  it("has its title in the language of the page, and leads to where it led", async () => {
    preview = { title: "Build 42: green", zh: "构建 42：通过" };
    const message = await write("https://ci.example/42");
    const link = message.getByRole("link", { name: "Build 42: green" });
    expect(await link.getAttribute("href")).toBe("https://ci.example/42");
    await page.getByRole("button", { name: "切换到中文" }).click();
    await message.getByRole("link", { name: "构建 42：通过" }).waitFor();
  });

  it("changes when the bot updates it", async () => {
    preview = { title: "Build 42: running" };
    const message = await write("https://ci.example/42");
    await message.getByText("Build 42: running").waitFor();
    preview = { title: "Build 42: green" };
    const token = simulator.chat("Team").messages(mei).at(-1)?.links[0]?.preview?.preview_token ?? "";
    await new Client({ ...app.credentials, logLevel: "silent" }).im.v2.urlPreview.batchUpdate({
      data: { preview_tokens: [token] },
    });

    await message.getByText("Build 42: green").waitFor();
    expect(await message.getByText("Build 42: running").count()).toBe(0);
  });

  it("stays a link where nothing comes of it, and the page says why", async () => {
    preview = undefined;
    const message = await write("https://ci.example/42");
    await message.getByTestId("client-error").getByText("No preview of https://ci.example/42").waitFor();
    expect(await message.getByRole("link", { name: "https://ci.example/42" }).count()).toBe(1);
  });

  it("stays a link where no app has registered it", async () => {
    const message = await write("https://elsewhere.example/1");
    await message.getByRole("link", { name: "https://elsewhere.example/1" }).waitFor();
    expect(simulator.exchanges({ name: "url.preview.get" })).toEqual([]);
  });
});

describe("the switches for contradicting sources", () => {
  const open = () => page.getByRole("button", { name: "Where sources contradict each other" }).click();
  const panel = () => page.getByRole("region", { name: "Where sources contradict each other" });
  const value = (quirk: string, name: string) =>
    panel().getByRole("group", { name: quirk }).getByRole("radio", { name });

  it("show what holds, and change it with one click", async () => {
    await open();
    await value("deliveryType", "true").and(page.locator(":checked")).waitFor({ state: "attached" });
    await value("deliveryType", "false").click({ force: true });
    await expect.poll(() => simulator.quirks.deliveryType).toBe(false);

    preview = { title: "Build 42" };
    await page.keyboard.press("Escape");
    await (await write("https://ci.example/42")).getByText("Build 42").waitFor();
    expect(simulator.exchanges({ name: "url.preview.get" })[0]?.request.body).not.toHaveProperty("event.delivery_type");
  });

  it("are reached, opened and left with the keyboard, and show what was changed elsewhere", async () => {
    simulator.setQuirks({ cardLife: "30days" });
    const button = page.getByRole("button", { name: "Where sources contradict each other" });
    await button.focus();
    await page.keyboard.press("Enter");
    await value("cardLife", "30days").and(page.locator(":checked")).waitFor({ state: "attached" });
    await page.keyboard.press("Tab");
    await value("cardFrames", "false").and(page.locator(":focus")).waitFor({ state: "attached" });
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => simulator.quirks.cardFrames).toBe(true);
    await page.keyboard.press("Escape");
    await panel().waitFor({ state: "detached" });
    await button.and(page.locator(":focus")).waitFor();
    expect(await button.getAttribute("aria-expanded")).toBe("false");
  });
});
