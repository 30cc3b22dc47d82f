import { describe, expect, it } from "vitest";
import { EventDispatcher } from "../../entry/event-dispatcher.ts";
import type { LarkwireError } from "../../errors.ts";
import type { CardReplacement } from "../../replies/card-replacement.ts";
import { createTestClock } from "../../testing/test-clock.ts";
import type { Answer, Background } from "../delivery.ts";

const card = { type: "raw", data: { schema: "2.0", body: { elements: [] } } } as const;

/** A dispatcher behind a webhook of such a host, what its client updates, and what it reports. */
function arrange(background: Background) {
  const clock = createTestClock();
  const updates: CardReplacement[] = [];
  const errors: LarkwireError[] = [];
  const logged: unknown[] = [];
  const api = {
    updateCard: async (_token: string, updated: CardReplacement) => void updates.push(updated),
    refreshPreview: async () => undefined,
  };
  const dispatcher = new EventDispatcher<typeof api>({
    verificationToken: "v",
    client: { inTenant: () => api },
    clock,
    logger: (_level, _message, fields) => void logged.push(fields?.code),
  }).onError((error) => void errors.push(error));
  const body = {
    schema: "2.0",
    header: { event_id: "e1", event_type: "card.action.trigger", token: "v" },
    event: { operator: { open_id: "ou_1" }, token: "c-1", action: { tag: "button" } },
  };
  const receive = () =>
    dispatcher.receive({
      body: new TextEncoder().encode(JSON.stringify(body)),
      receivedAt: clock.monotonic(),
      origin: { type: "webhook", header: () => undefined },
      background,
    });
  const later = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
  return { clock, updates, errors, logged, dispatcher, receive, later };
}

const shown = ({ outcome }: Answer): unknown => outcome.type === "answered" && JSON.parse(outcome.json);

describe.each(["process", "waitUntil"] as const)("where the host allows late work (%s)", (background) => {
  it("updates the card with what comes after ctx.reply(), and settle() promises it", async () => {
    const { clock, updates, errors, dispatcher, receive, later } = arrange(background);
    dispatcher.onCardAction(async (_event, ctx) => {
      await ctx.reply({});
      await later(1_000);
      return { card };
    });
    const lateWork = (await receive()).settle(true);
    await clock.advance(1_000);
    await lateWork;

    expect(updates).toEqual([card]);
    expect(errors).toEqual([]);
  });

  it("promises nothing that a host would be kept awake for when the handler is done", async () => {
    const { dispatcher, receive } = arrange(background);
    dispatcher.onCardAction(async () => ({ card }));

    expect((await receive()).settle(true)).toBeUndefined();
  });
});

describe("where the host freezes after the answer", () => {
  it("refuses a card that is returned after ctx.reply(), and tells onError", async () => {
    const { updates, errors, dispatcher, receive } = arrange("none");
    dispatcher.onCardAction(async (_event, ctx) => {
      await ctx.reply({});
      return { card };
    });
    await (await receive()).settle(true);

    expect(errors).toMatchObject([{ code: "LATE_WORK_IMPOSSIBLE", blame: "app" }]);
    expect(updates).toEqual([]);
  });

  it("says before the automatic answer leaves that the handler is cut off, and refuses its card should it still come", async () => {
    const { clock, updates, errors, logged, dispatcher, receive, later } = arrange("none");
    dispatcher.onCardAction(async () => {
      await later(5_000);
      return { card };
    });
    const pending = receive();
    await clock.advance(2_400);
    const answer = await pending;

    expect(shown(answer)).toMatchObject({ toast: { type: "info" } });
    expect(logged).toEqual(["LATE_WORK_IMPOSSIBLE"]);

    const lateWork = answer.settle(true);
    await clock.advance(2_600);
    await lateWork;
    expect(errors).toMatchObject([{ code: "LATE_WORK_IMPOSSIBLE" }]);
    expect(updates).toEqual([]);
  });

  it("refuses ctx.updateCard() at once, so that the handler can still answer with the card", async () => {
    const { dispatcher, errors, receive } = arrange("none");
    dispatcher.onCardAction(
      (_event, ctx) => ctx.updateCard(card).catch(() => ({ card })) as Promise<{ card: typeof card }>,
    );

    expect(shown(await receive())).toEqual({ card });
    expect(errors).toEqual([]);
  });

  it("aborts the signal when the answer has left: nobody can use the result", async () => {
    const { dispatcher, receive } = arrange("none");
    const signals: AbortSignal[] = [];
    dispatcher.onCardAction(async (_event, ctx) => {
      signals.push(ctx.signal);
      await ctx.reply({});
    });
    const answer = await receive();
    expect(signals[0]?.aborted).toBe(false);
    await answer.settle(true);

    expect(signals[0]?.aborted).toBe(true);
  });

  it("answers in time what is done in time", async () => {
    const { dispatcher, errors, receive } = arrange("none");
    dispatcher.onCardAction(() => ({ card }));
    const answer = await receive();
    await answer.settle(true);

    expect(shown(answer)).toEqual({ card });
    expect(errors).toEqual([]);
  });
});

describe("ctx.updateCard()", () => {
  it.each<[string, object, string]>([
    ["a card of JSON 1.0 for one of 2.0", { elements: [] }, "REPLY_INVALID"],
    ["what JSON cannot carry", { schema: "2.0", size: 1n }, "REPLY_INVALID"],
    ["a card of 31 KB", { schema: "2.0", padding: "x".repeat(31 * 1_024) }, "REPLY_TOO_LARGE"],
  ])("refuses %s before anything is answered, so that the handler can still answer", async (_, data, code) => {
    const { updates, errors, dispatcher, receive } = arrange("process");
    dispatcher.onCardAction(
      (_event, ctx) =>
        ctx.updateCard({ type: "raw", data }).catch((error: LarkwireError) => ({ toast: { content: error.code } })),
      { sentCard: "2.0" },
    );
    const answer = await receive();
    await answer.settle(true);

    expect(shown(answer)).toEqual({ toast: { content: code } });
    expect([updates, errors]).toEqual([[], []]);
  });
});
