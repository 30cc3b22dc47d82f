import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, openConsole } from "./open-console.ts";

// The whole thing as a newcomer starts it, driven in a real browser.

let bot: ChildProcess;
let address = "";
let browser: Browser;
let page: Page;
let faults: readonly string[];

beforeAll(async () => {
  bot = spawn(process.execPath, [join(import.meta.dirname, "../dist/main.js"), "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (bot.stdout === null) throw new Error("the bot's output is not piped");
  for await (const line of createInterface(bot.stdout)) {
    address = /^Open (http:\S+)/.exec(line)?.[1] ?? "";
    if (address !== "") break;
  }
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  bot.kill("SIGKILL");
});

beforeEach(async () => {
  ({ page, faults } = await openConsole(browser, address));
  await page.getByTestId("card").first().waitFor();
});

/** Has the bot post a new card, and finds it. */
async function newCard() {
  const cards = page.getByTestId("card");
  const former = await cards.count();
  await page.getByRole("textbox", { name: "Write to the bot" }).fill("Ask again");
  await page.keyboard.press("Enter");
  const card = cards.nth(former);
  await card.waitFor();
  return card;
}

const exchange = () => page.getByRole("region", { name: "Exchange" });

describe("the page", () => {
  it.each(["Long connection", "Webhook"])(
    "shows a click's toast, the new card and the exchange, by %s",
    async (way) => {
      await page.getByRole("radio", { name: way }).click({ force: true });
      await page.getByRole("radio", { name: way, checked: true }).waitFor({ state: "attached" });
      const card = await newCard();
      await card.getByRole("button", { name: "Approve", exact: true }).click();
      await page.getByRole("status").filter({ hasText: "Approved" }).waitFor();
      await card.getByText("Decided by").waitFor();
      expect(await card.getByRole("button").count()).toBe(0);
      await exchange().getByTestId("exchange-detail").getByText(way).waitFor();
      expect(await exchange().getByTestId("exchange-detail").textContent()).toMatch(
        /card\.action\.trigger[\s\S]*\d+ ms/,
      );
      expect(faults).toEqual([]);
    },
  );

  it("shows a slow answer: a toast at once, the card later", async () => {
    const card = await newCard();
    await card.getByRole("button", { name: "Check budget" }).click();
    await page.getByRole("status").filter({ hasText: "Checking the budget" }).waitFor();
    expect(await card.getByRole("button", { name: "Approve", exact: true }).count()).toBe(1);
    await card.getByText("Budget checked").waitFor({ timeout: 15_000 });
    await exchange().getByTestId("late-updates").getByText("code 0").waitFor();
    expect(faults).toEqual([]);
  });

  it("lets another person click, whose name the bot then shows", async () => {
    const card = await newCard();
    await page.getByTestId("user-switcher").getByRole("radio", { name: "陈晨" }).check({ force: true });
    await card.getByRole("button", { name: "Reject" }).click();
    await card.getByText("@陈晨").waitFor();
  });

  it("shows what a pasted link leads to, and takes a click on its card", async () => {
    await page.getByRole("textbox", { name: "Write to the bot" }).fill("Please look at https://expenses.example/42.");
    await page.keyboard.press("Enter");
    const message = page.getByTestId("message").last();
    await message.getByRole("link", { name: "Expense 42: Team dinner" }).waitFor();
    await exchange().getByTestId("exchange-detail").getByText("Card below the link").waitFor();
    expect(await message.textContent()).toContain("Please look at Expense 42: Team dinner, ¥ 1,280.");

    await message.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByRole("status").filter({ hasText: "Approved" }).waitFor();
    await message.getByText("Decided by").waitFor();
    expect(await message.getByRole("link", { name: "Expense 42" }).count()).toBe(1);
    expect(faults).toEqual([]);
  });

  it("ends cleanly with Ctrl-C", async () => {
    const exited = once(bot, "exit");
    bot.kill("SIGINT");
    expect(await exited).toEqual([0, null]);
  });
});
