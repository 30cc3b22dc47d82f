import type { App } from "./entities.ts";

const appPrefix = "cli_";

/** The id by which people mention a bot. It follows from the app's, so that a seed goes on making the same ids. */
export function botOpenId({ appId }: Pick<App, "appId">): string {
  return `ou_${appId.slice(appPrefix.length).repeat(2)}`;
}

/** The app whose bot has this open id, if it is a bot's. */
export function appIdOfBot(openId: string): string {
  const twice = openId.slice("ou_".length);
  return appPrefix + twice.slice(0, twice.length / 2);
}
