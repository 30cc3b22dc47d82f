import type { ClickView, ExchangeView } from "@larkwire/simulator/contract";
import { describe, expect, it } from "vitest";
import { toNotice } from "./notice.ts";

const exchange = {} as ExchangeView;
const click = (fields: Partial<ClickView>): ClickView => ({
  toast: undefined,
  clientCode: undefined,
  exchange,
  ...fields,
});

describe("what appears after a click", () => {
  it("is the toast of the answer", () => {
    expect(toNotice(click({ toast: { type: "success", content: "Done" } }))).toEqual({ type: "success", text: "Done" });
  });

  it("is the client's error, whatever the answer wanted to say", () => {
    const clientCode = { code: 200673, cause: "wrong card", mend: "mend the card" };

    expect(toNotice(click({ clientCode, toast: { type: "info", content: "never shown" } }))).toEqual({
      type: "client-code",
      code: 200673,
    });
  });

  it("is nothing when the answer says nothing", () => {
    expect(toNotice(click({}))).toBeUndefined();
  });
});
