import { describe, expect, it } from "vitest";
import { Identifiers } from "./identifiers.ts";
import { createRandom } from "./random.ts";

const create = (seed = 1) => new Identifiers(createRandom(seed));

describe("identifiers", () => {
  it("look like the platform's", () => {
    const identifiers = create();

    // What the official Node SDK insists on before it starts.
    expect(identifiers.appId()).toMatch(/^cli_[0-9a-fA-F]{16}$/);
    expect(identifiers.messageId()).toMatch(/^om_[0-9a-f]{32}$/);
    expect(identifiers.chatId()).toMatch(/^oc_[0-9a-f]{32}$/);
    expect(identifiers.openId()).toMatch(/^ou_[0-9a-f]{32}$/);
    expect(identifiers.unionId()).toMatch(/^on_[0-9a-f]{32}$/);
    expect(identifiers.updateToken()).toMatch(/^c-/);
    expect(identifiers.tenantAccessToken()).toMatch(/^t-/);
    expect(identifiers.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(identifiers.digits(19)).toMatch(/^[1-9]\d{18}$/);
  });

  it("begin a log id with the date and give it 34 characters", () => {
    expect(create().logId(Date.UTC(2026, 0, 2, 3, 4, 5))).toMatch(/^20260102030405[0-9A-F]{20}$/);
  });

  it("repeat with the seed and differ without it", () => {
    expect(create(7).appId()).toBe(create(7).appId());
    expect(create(7).appId()).not.toBe(create(8).appId());
  });

  it("do not repeat within a run", () => {
    const identifiers = create();

    expect(new Set(Array.from({ length: 10_000 }, () => identifiers.messageId())).size).toBe(10_000);
  });
});
