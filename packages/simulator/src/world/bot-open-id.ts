import type { App } from "./entities.ts";

/** The id by which people mention a bot. It follows from the app's, so that a seed goes on making the same ids. */
export function botOpenId({ appId }: Pick<App, "appId">): string {
  return `ou_${appId.slice("cli_".length).repeat(2)}`;
}
