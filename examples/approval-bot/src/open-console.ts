import { type Browser, chromium, type Page } from "playwright-core";

const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];

/** A real Chromium, for tests. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
}

/** The console in a page, and what went wrong in it: errors, and requests to anywhere else. */
export async function openConsole(
  browser: Browser,
  address: string,
): Promise<{ readonly page: Page; readonly faults: readonly string[] }> {
  const faults: string[] = [];
  const page = await browser.newPage({ locale: "en-US" });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => void (message.type() === "error" && faults.push(message.text())));
  page.on("request", (request) => void (request.url().startsWith(address) || faults.push(request.url())));
  await page.goto(address);
  return { page, faults };
}
