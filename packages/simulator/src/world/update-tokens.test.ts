import { expect, it } from "vitest";
import type { Message } from "./entities.ts";
import { Identifiers } from "./identifiers.ts";
import { createRandom } from "./random.ts";
import { UpdateTokens } from "./update-tokens.ts";

const minuteMs = 60_000;
const clicked = { messageId: "om_1" } as Message;

function issued() {
  const tokens = new UpdateTokens(new Identifiers(createRandom(1)));
  const grant = tokens.issue({ appId: "cli_1", openId: "ou_1", exchangeId: "x", clicked, previewToken: undefined }, 0);
  return { tokens, token: grant.token };
}

it("an update token is good for 30 minutes", () => {
  const { tokens, token } = issued();

  expect(tokens.check(token, "cli_1", 30 * minuteMs - 1)).toMatchObject({ token });
  expect(tokens.check(token, "cli_1", 30 * minuteMs)).toBe(300_030);
});

it("an update token is good for two uses", () => {
  const { tokens, token } = issued();
  for (const use of [0, 1]) {
    const grant = tokens.check(token, "cli_1", use);
    if (typeof grant === "object") tokens.spend(grant);
  }

  expect(tokens.check(token, "cli_1", 2)).toBe(300_040);
});

it("an update token works only for the app that was clicked", () => {
  const { tokens, token } = issued();

  expect(tokens.check(token, "cli_2", 0)).toBe(200_310);
});

it.each(["", "c-", "c-0123456789", "Bearer x"])("%j was never issued", (token) => {
  expect(issued().tokens.check(token, "cli_1", 0)).toBe(300_020);
});

it("a click that failed leaves no right to update the card", () => {
  const { tokens, token } = issued();
  tokens.conclude(token, "failed");

  expect(tokens.check(token, "cli_1", 0)).toBe(300_030);
});
