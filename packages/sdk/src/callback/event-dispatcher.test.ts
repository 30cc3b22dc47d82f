import { describe, expect, it } from "vitest";
import { EventDispatcher, type EventDispatcherOptions } from "../entry/event-dispatcher.ts";
import type { KeyValue } from "../ports.ts";
import type { CardReplacement } from "../replies/card-replacement.ts";
import { toast } from "../replies/toast.ts";
import { createTestClock } from "../testing/test-clock.ts";
import type { Answer, Delivery } from "./delivery.ts";
import type { TenantPort } from "./dispatch/context.ts";

interface Update {
  readonly tenantKey: string | undefined;
  readonly token: string;
  readonly card: CardReplacement;
  readonly openIds: readonly string[] | undefined;
  readonly at: number;
}

/** A dispatcher on virtual time, a client that writes down what it is asked, and the log. */
function arrange(options: Partial<EventDispatcherOptions<Recorder>> = {}) {
  const clock = createTestClock();
  const updates: Update[] = [];
  const lines: { level: string; message: string; fields: unknown }[] = [];
  const client = {
    inTenant: (tenantKey: string | undefined): Recorder => ({
      tenantKey,
      updateCard: async (token, card, openIds) => {
        updates.push({ tenantKey, token, card, openIds, at: clock.monotonic() });
      },
      refreshPreview: async () => undefined,
    }),
  };
  const logger = (level: string, message: string, fields: unknown) => void lines.push({ level, message, fields });
  const dispatcher = new EventDispatcher<Recorder>({ client, clock, logger, ...options });
  return { clock, updates, lines, dispatcher };
}

interface Recorder extends TenantPort {
  readonly tenantKey: string | undefined;
  updateCard(token: string, card: CardReplacement, openIds?: readonly string[]): Promise<void>;
}

let deliveries = 0;

function deliveryOf(body: object, receivedAt = 0): Delivery {
  deliveries += 1;
  return {
    body: new TextEncoder().encode(JSON.stringify(body)),
    receivedAt,
    background: "process",
    origin: { type: "long-connection", connectionId: "c", messageId: `m${deliveries}`, traceId: `t${deliveries}` },
  };
}

function click(action: object = { tag: "button" }, id = `e${deliveries}`): object {
  return {
    schema: "2.0",
    header: { event_id: id, event_type: "card.action.trigger", app_id: "cli_1", tenant_key: "owner" },
    event: { operator: { open_id: "ou_1", tenant_key: "actor" }, token: "c-1", action },
  };
}

const eventBody = (name: string, id = `e${deliveries}`): object => ({
  schema: "2.0",
  header: { event_id: id, event_type: name, app_id: "cli_1" },
  event: {},
});

const shown = ({ outcome }: Answer): unknown =>
  outcome.type === "answered" ? JSON.parse(outcome.json) : outcome.type === "custom" ? outcome : outcome.error.code;

const sharedCard = { type: "raw", data: { schema: "2.0", body: { elements: [] } } } as const;

describe("dispatching", () => {
  it("answers with what the handler returns, at once or later", async () => {
    const { dispatcher } = arrange();
    dispatcher.onCardAction({ name: "now" }, () => ({ toast: toast.success("Now") }));
    dispatcher.onCardAction({ name: "later" }, async () => ({ toast: toast.success("Later") }));
    expect(shown(await dispatcher.receive(deliveryOf(click({ tag: "button", name: "now" }))))).toEqual({
      toast: { type: "success", content: "Now" },
    });
    expect(shown(await dispatcher.receive(deliveryOf(click({ tag: "button", name: "later" }))))).toEqual({
      toast: { type: "success", content: "Later" },
    });
  });

  it("answers {} when the handler returns nothing", async () => {
    const { dispatcher } = arrange();
    dispatcher.onCardAction(() => {});
    expect(shown(await dispatcher.receive(deliveryOf(click())))).toEqual({});
  });

  it("acknowledges an event, whatever its handler returns", async () => {
    const { dispatcher } = arrange();
    dispatcher.on("some.event_v1", () => ({ not: "for the platform" }));
    expect(shown(await dispatcher.receive(deliveryOf(eventBody("some.event_v1"))))).toEqual({});
  });

  it("hands the payload and a context with ids, tenant client and time left to the handler", async () => {
    const { dispatcher, clock } = arrange();
    let seen: unknown;
    dispatcher.onCardAction((event, ctx) => {
      seen = {
        openId: event.operator.open_id,
        requestId: ctx.requestId,
        logId: ctx.logId,
        tenant: ctx.client.tenantKey,
        left: ctx.remainingMs(),
        whole: ctx.envelope.body,
      };
    });
    await clock.advance(400);
    const body = click();
    await dispatcher.receive(deliveryOf(body, 100));
    expect(seen).toEqual({
      openId: "ou_1",
      requestId: `m${deliveries}`,
      logId: `t${deliveries}`,
      tenant: "actor",
      left: 2_700,
      whole: body,
    });
  });

  it("hands over a context that may be taken apart", async () => {
    const { dispatcher, clock, updates } = arrange();
    dispatcher.onCardAction(async (_, { remainingMs, reply, updateCard }) => {
      await reply({ toast: toast.info(`${remainingMs()} ms left`) });
      await updateCard(sharedCard);
    });

    const answer = await dispatcher.receive(deliveryOf(click()));
    void answer.settle(true);
    await clock.advance(500);

    expect(shown(answer)).toEqual({ toast: { type: "info", content: "3000 ms left" } });
    expect(updates).toHaveLength(1);
  });

  it("routes a click by tag, name, value and form, and hands the schema's output on", async () => {
    const { dispatcher } = arrange();
    const even = {
      "~standard": {
        validate: async (value: unknown) =>
          typeof value === "number" && value % 2 === 0 ? { value: value / 2 } : { issues: ["odd"] },
      },
    };
    dispatcher.onCardAction({ tag: "input" }, () => ({ toast: toast.info("input") }));
    dispatcher.onCardAction({ value: even }, (event) => ({
      toast: toast.info(`half is ${event.action.value.toFixed(1)}`),
    }));
    dispatcher.onCardAction({ form: even, name: "f" }, (event) => ({
      toast: toast.info(`form ${event.action.form_value}`),
    }));
    dispatcher.onCardAction(() => ({ toast: toast.info("any") }));
    const content = async (action: object) =>
      (shown(await dispatcher.receive(deliveryOf(click(action)))) as { toast: { content: string } }).toast.content;
    expect(await content({ tag: "input", value: 4 })).toBe("input");
    expect(await content({ tag: "button", value: 4 })).toBe("half is 2.0");
    expect(await content({ tag: "button", value: 3 })).toBe("any");
    expect(await content({ tag: "button", name: "f", form_value: 6 })).toBe("form 3");
    expect(await content({ tag: "button", value: "a string value" })).toBe("any");
  });

  it("finds the one that matches among very many", async () => {
    const { dispatcher } = arrange();
    for (let index = 0; index < 20_000; index += 1) {
      dispatcher.onCardAction({ name: `b${index}` }, () => ({ toast: toast.info(`${index}`) }));
    }
    const answer = await dispatcher.receive(deliveryOf(click({ tag: "button", name: "b19999" })));
    expect(shown(answer)).toEqual({ toast: { type: "info", content: "19999" } });
  });

  it("runs every handler of an event, also after one has failed, and then asks for the event again", async () => {
    const { dispatcher } = arrange();
    const ran: string[] = [];
    dispatcher.on("some.event_v1", () => {
      ran.push("first");
      throw new Error("first");
    });
    dispatcher.on("some.event_v1", async () => void ran.push("second"));
    expect(shown(await dispatcher.receive(deliveryOf(eventBody("some.event_v1"))))).toBe("HANDLER_FAILED");
    expect(ran).toEqual(["first", "second"]);
  });

  it("refuses a second handler that could never run", () => {
    const { dispatcher } = arrange();
    dispatcher.onCardAction(() => {});
    expect(() => dispatcher.onCardAction({ tag: "input" }, () => {})).toThrow(/CONFIG_INVALID/);
    expect(() => dispatcher.register({ "card.action.trigger": () => {} })).toThrow(/CONFIG_INVALID/);
  });

  it("registers several handlers by name", async () => {
    const { dispatcher } = arrange();
    const got: string[] = [];
    dispatcher.register({
      "im.message.receive_v1": (event) => void got.push(`message ${event.message?.content}`),
      "url.preview.get": (event) => ({ inline: { title: event.context.url } }),
      "some.other_v1": () => void got.push("other"),
    });
    await dispatcher.receive(
      deliveryOf({ ...eventBody("im.message.receive_v1"), event: { message: { content: "hi" } } }),
    );
    await dispatcher.receive(deliveryOf(eventBody("some.other_v1")));
    const preview = { ...eventBody("url.preview.get"), event: { operator: {}, context: { url: "https://x.test" } } };
    expect(shown(await dispatcher.receive(deliveryOf(preview)))).toEqual({ inline: { title: "https://x.test" } });
    expect(got).toEqual(["message hi", "other"]);
  });

  it("runs middleware around handlers, outermost first, and keeps the reply that it does not replace", async () => {
    const { dispatcher } = arrange();
    const order: string[] = [];
    dispatcher
      .use(async (_ctx, next) => {
        order.push("outer in");
        await next();
        order.push("outer out");
      })
      .use((ctx, next) => {
        order.push(`inner ${ctx.envelope.name}`);
        return next();
      })
      .onCardAction(() => ({ toast: toast.info("kept") }));
    expect(shown(await dispatcher.receive(deliveryOf(click())))).toEqual({ toast: { type: "info", content: "kept" } });
    expect(order).toEqual(["outer in", "inner card.action.trigger", "outer out"]);
  });

  it("keeps the handler's reply, and its failure, for a middleware that does not wait for next()", async () => {
    const { dispatcher } = arrange();
    dispatcher.use((_ctx, next) => {
      void next();
    });
    dispatcher.onCardAction({ name: "works" }, async () => ({ toast: toast.info("kept") }));
    dispatcher.onCardAction({ name: "fails" }, async () => {
      throw new Error("boom");
    });
    const answer = async (name: string) => shown(await dispatcher.receive(deliveryOf(click({ tag: "button", name }))));
    expect(await answer("works")).toEqual({ toast: { type: "info", content: "kept" } });
    expect(await answer("fails")).toBe("HANDLER_FAILED");
  });

  it("says when a middleware neither goes on nor answers", async () => {
    const { dispatcher, lines } = arrange();
    dispatcher.use(() => {}).onCardAction(() => ({ toast: toast.info("never") }));
    expect(shown(await dispatcher.receive(deliveryOf(click())))).toEqual({});
    expect(lines).toContainEqual(
      expect.objectContaining({ level: "warn", message: expect.stringMatching(/next\(\)/) }),
    );
  });

  it.each([
    ["a string", "approve"],
    ["a list", ["approve"]],
    ["a misspelt condition", { nam: "approve" }],
    ["a value that is no schema", { value: { decision: "approve" } }],
    ["a tag that is no string", { tag: 1 }],
  ])("refuses %s as conditions, which would match every click", (_, conditions) => {
    const { dispatcher } = arrange();
    expect(() => dispatcher.onCardAction(conditions as never, () => {})).toThrow(/^CONFIG_INVALID: onCardAction/);
  });

  it("lets middleware answer in the handler's place, also where there is no handler", async () => {
    const { dispatcher } = arrange();
    dispatcher.use(() => ({ toast: toast.warning("Closed today") }));
    expect(shown(await dispatcher.receive(deliveryOf(click())))).toEqual({
      toast: { type: "warning", content: "Closed today" },
    });
  });
});

describe("what nobody handles", () => {
  it("acknowledges an event and reports its type once", async () => {
    const { dispatcher, lines } = arrange();
    for (let times = 0; times < 3; times += 1) {
      expect(shown(await dispatcher.receive(deliveryOf(eventBody("new.event_v9", `n${times}`))))).toEqual({});
    }
    expect(lines.filter(({ message }) => message.startsWith("NOT_HANDLED"))).toHaveLength(1);
  });

  it("tells the user of a click, and fails a preview", async () => {
    const { dispatcher } = arrange();
    expect(shown(await dispatcher.receive(deliveryOf(click())))).toMatchObject({ toast: { type: "error" } });
    expect(shown(await dispatcher.receive(deliveryOf(eventBody("url.preview.get"))))).toBe("NOT_HANDLED");
  });

  it("asks onUnhandled first", async () => {
    const { dispatcher } = arrange();
    const names: string[] = [];
    dispatcher.onUnhandled((ctx) => {
      names.push(ctx.envelope.name);
      return ctx.envelope.type === "callback" ? { toast: toast.info("From onUnhandled") } : undefined;
    });
    expect(shown(await dispatcher.receive(deliveryOf(click())))).toEqual({
      toast: { type: "info", content: "From onUnhandled" },
    });
    expect(shown(await dispatcher.receive(deliveryOf(eventBody("x.y_v1"))))).toEqual({});
    expect(names).toEqual(["card.action.trigger", "x.y_v1"]);
  });
});

describe("failures", () => {
  it.each([
    [
      "throws",
      () => {
        throw new Error("boom");
      },
    ],
    [
      "rejects",
      async () => {
        throw new Error("boom");
      },
    ],
    ["rejects with a string", () => Promise.reject("boom")],
    ["rejects with nothing", () => Promise.reject()],
  ])("fails honestly when a handler %s", async (_, handler) => {
    const { dispatcher, lines } = arrange();
    dispatcher.onCardAction(handler);
    expect(shown(await dispatcher.receive(deliveryOf(click())))).toBe("HANDLER_FAILED");
    expect(lines).toContainEqual(
      expect.objectContaining({ level: "error", message: expect.stringMatching(/^HANDLER_FAILED/) }),
    );
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  it.each([
    ["a cycle", cycle],
    ["a BigInt", { toast: { content: 1n } }],
    [
      "a getter that throws",
      {
        get toast() {
          throw new Error("getter");
        },
      },
    ],
    ["an array", []],
    ["a string", "approved"],
    ["a function", () => {}],
    ["a toJSON that is no object", { toJSON: () => "text" }],
  ])("fails with REPLY_INVALID when a handler returns %s", async (_, reply) => {
    const { dispatcher } = arrange();
    dispatcher.onCardAction((() => reply) as never);
    expect(shown(await dispatcher.receive(deliveryOf(click())))).toBe("REPLY_INVALID");
  });

  it("fails with REPLY_TOO_LARGE when the card has more than 30 KB, counted in bytes", async () => {
    const { dispatcher } = arrange();
    const cardOf = (content: string) =>
      ({ card: { type: "raw", data: { elements: [{ tag: "markdown", content }] } } }) as const;
    dispatcher.onCardAction({ name: "fits" }, () => cardOf("好".repeat(10_000)));
    dispatcher.onCardAction({ name: "large" }, () => cardOf("好".repeat(10_240)));
    expect(shown(await dispatcher.receive(deliveryOf(click({ tag: "button", name: "fits" }))))).toHaveProperty("card");
    expect(shown(await dispatcher.receive(deliveryOf(click({ tag: "button", name: "large" }))))).toBe(
      "REPLY_TOO_LARGE",
    );
  });

  it("answers with what onError returns", async () => {
    const { dispatcher } = arrange();
    dispatcher.onError((error, ctx) => ({ toast: toast.error(`${error.code} in ${ctx.envelope.name}`) }));
    dispatcher.onCardAction(() => {
      throw new Error("boom");
    });
    expect(shown(await dispatcher.receive(deliveryOf(click())))).toEqual({
      toast: { type: "error", content: "HANDLER_FAILED in card.action.trigger" },
    });
  });

  it("fails an event whatever onError returns, so that it comes again", async () => {
    const { dispatcher } = arrange();
    dispatcher.onError(() => ({ toast: toast.error("for clicks") }));
    dispatcher.on("some.event_v1", () => {
      throw new Error("boom");
    });
    expect(shown(await dispatcher.receive(deliveryOf(eventBody("some.event_v1"))))).toBe("HANDLER_FAILED");
  });

  it("survives an onError that throws", async () => {
    const { dispatcher } = arrange();
    dispatcher.onError(() => {
      throw new Error("again");
    });
    dispatcher.onCardAction(() => {
      throw new Error("boom");
    });
    expect(shown(await dispatcher.receive(deliveryOf(click())))).toBe("HANDLER_FAILED");
  });

  it("refuses what cannot be opened, and logs why", async () => {
    const { dispatcher, lines } = arrange();
    const answer = await dispatcher.receive({ ...deliveryOf({}), body: new TextEncoder().encode("nonsense") });
    expect(shown(answer)).toBe("BODY_MALFORMED");
    expect(answer.outcome.type).toBe("refused");
    expect(lines).toEqual([
      expect.objectContaining({ level: "warn", message: expect.stringMatching(/^BODY_MALFORMED/) }),
    ]);
  });
});

describe("once", () => {
  it("replays the answer to a repeat instead of running the handler again", async () => {
    const { dispatcher } = arrange();
    let runs = 0;
    dispatcher.onCardAction(() => {
      runs += 1;
      return { toast: toast.info(`run ${runs}`) };
    });
    const first = await dispatcher.receive(deliveryOf(click({ tag: "button" }, "same")));
    const second = await dispatcher.receive(deliveryOf(click({ tag: "button" }, "same")));
    expect(shown(second)).toEqual(shown(first));
    expect(runs).toBe(1);
  });

  it("tells a repeat to come back while the first is being handled", async () => {
    const { dispatcher } = arrange();
    let finish = () => {};
    dispatcher.on(
      "slow.event_v1",
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    const first = dispatcher.receive(deliveryOf(eventBody("slow.event_v1", "same")));
    expect(shown(await dispatcher.receive(deliveryOf(eventBody("slow.event_v1", "same"))))).toBe("IN_PROGRESS");
    finish();
    expect(shown(await first)).toEqual({});
    expect(shown(await dispatcher.receive(deliveryOf(eventBody("slow.event_v1", "same"))))).toEqual({});
  });

  it("handles a delivery again after its handler failed", async () => {
    const { dispatcher } = arrange();
    let runs = 0;
    dispatcher.on("some.event_v1", () => {
      runs += 1;
      if (runs === 1) throw new Error("first time");
    });
    expect(shown(await dispatcher.receive(deliveryOf(eventBody("some.event_v1", "same"))))).toBe("HANDLER_FAILED");
    expect(shown(await dispatcher.receive(deliveryOf(eventBody("some.event_v1", "same"))))).toEqual({});
    expect(runs).toBe(2);
  });

  it("tells apps, event types and ids apart, and forgets after its time", async () => {
    const { dispatcher, clock } = arrange({ dedupe: { ttlMs: 1_000 } });
    let runs = 0;
    for (const name of ["a.event_v1", "b.event_v1"]) dispatcher.on(name, () => void runs++);
    await dispatcher.receive(deliveryOf(eventBody("a.event_v1", "1")));
    await dispatcher.receive(deliveryOf(eventBody("b.event_v1", "1")));
    await dispatcher.receive(deliveryOf(eventBody("a.event_v1", "2")));
    expect(runs).toBe(3);
    await clock.advance(1_000);
    await dispatcher.receive(deliveryOf(eventBody("a.event_v1", "1")));
    expect(runs).toBe(4);
  });

  it("can be switched off", async () => {
    const { dispatcher } = arrange({ dedupe: false });
    let runs = 0;
    dispatcher.on("a.event_v1", () => void runs++);
    await dispatcher.receive(deliveryOf(eventBody("a.event_v1", "1")));
    await dispatcher.receive(deliveryOf(eventBody("a.event_v1", "1")));
    expect(runs).toBe(2);
  });

  const broken = (): never => {
    throw new Error("storage is down");
  };
  const brokenLater = async (): Promise<never> => broken();
  it.each([
    ["throws", { get: broken, set: broken, swap: broken }],
    ["rejects", { get: brokenLater, set: brokenLater, swap: brokenLater }],
  ] satisfies [string, KeyValue][])("serves without memory when the storage %s, and reports it", async (_, storage) => {
    const { dispatcher, lines } = arrange({ storage });
    dispatcher.onCardAction(() => ({ toast: toast.info("served") }));
    expect(shown(await dispatcher.receive(deliveryOf(click())))).toEqual({
      toast: { type: "info", content: "served" },
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ level: "error", message: expect.stringMatching(/^STORAGE_FAILED/) }),
    );
  });
});

describe("the deadline", () => {
  it("answers a click with a toast at 2.4 s, and updates the card when the handler is done", async () => {
    const { dispatcher, clock, updates } = arrange();
    dispatcher.onCardAction(async () => {
      await new Promise<void>((resolve) => clock.after(10_000, resolve));
      return { card: sharedCard };
    });
    const receiving = Promise.resolve(dispatcher.receive(deliveryOf(click())));
    await clock.advance(2_399);
    const early = await Promise.race([receiving, Promise.resolve("not yet")]);
    expect(early).toBe("not yet");
    await clock.advance(1);
    const answer = await receiving;
    expect(shown(answer)).toMatchObject({ toast: { type: "info" } });
    const lateWork = answer.settle(true);
    await clock.advance(7_600);
    await lateWork;
    expect(updates).toEqual([{ tenantKey: "actor", token: "c-1", card: sharedCard, openIds: undefined, at: 10_000 }]);
  });

  it("counts from the first byte, not from the handler's start", async () => {
    const { dispatcher, clock } = arrange();
    dispatcher.onCardAction(() => new Promise(() => {}));
    await clock.advance(2_000);
    const receiving = dispatcher.receive(deliveryOf(click(), 0));
    await clock.advance(400);
    expect(shown(await receiving)).toMatchObject({ toast: { type: "info" } });
  });

  it("answers a preview with the bare link", async () => {
    const { dispatcher, clock } = arrange();
    dispatcher.onUrlPreview(() => new Promise(() => {}));
    const body = { ...eventBody("url.preview.get"), event: { operator: {}, context: { url: "https://x.test/1" } } };
    const receiving = dispatcher.receive(deliveryOf(body));
    await clock.advance(2_400);
    expect(shown(await receiving)).toEqual({ inline: { title: "https://x.test/1" } });
  });

  it("never acknowledges an event before its handler is done", async () => {
    const { dispatcher, clock } = arrange();
    let finish = () => {};
    dispatcher.on(
      "slow.event_v1",
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    const receiving = Promise.resolve(dispatcher.receive(deliveryOf(eventBody("slow.event_v1"))));
    await clock.advance(60_000);
    expect(await Promise.race([receiving, Promise.resolve("waiting")])).toBe("waiting");
    finish();
    expect(shown(await receiving)).toEqual({});
  });

  it("can be switched off, or given another time and toast", async () => {
    const off = arrange({ autoAnswer: false });
    off.dispatcher.onCardAction(() => new Promise(() => {}));
    const waiting = Promise.resolve(off.dispatcher.receive(deliveryOf(click())));
    await off.clock.advance(60_000);
    expect(await Promise.race([waiting, Promise.resolve("waiting")])).toBe("waiting");

    const own = arrange({ autoAnswer: { afterMs: 100, reply: { toast: toast.info("Moment") } } });
    own.dispatcher.onCardAction(() => new Promise(() => {}));
    const receiving = own.dispatcher.receive(deliveryOf(click()));
    await own.clock.advance(100);
    expect(shown(await receiving)).toEqual({ toast: { type: "info", content: "Moment" } });
  });

  it("updates the card with what onError returns, when the answer has left before the handler fails", async () => {
    const { dispatcher, clock, updates } = arrange();
    dispatcher.onError(() => ({ card: sharedCard }));
    dispatcher.onCardAction(async (_event, ctx) => {
      await ctx.reply({ toast: toast.info("Working on it") });
      throw new Error("boom");
    });
    const settled = (await dispatcher.receive(deliveryOf(click()))).settle(true);
    await clock.advance(500);
    await settled;
    expect(updates).toMatchObject([{ card: sharedCard }]);
  });

  it("tells the app when the late work fails", async () => {
    const { dispatcher, clock } = arrange();
    const codes: string[] = [];
    dispatcher.onError((error) => void codes.push(error.code));
    dispatcher.onCardAction(async () => {
      await new Promise<void>((resolve) => clock.after(5_000, resolve));
      throw new Error("late");
    });
    const receiving = dispatcher.receive(deliveryOf(click()));
    await clock.advance(2_400);
    const settled = (await receiving).settle(true);
    await clock.advance(2_600);
    await settled;
    expect(codes).toEqual(["HANDLER_FAILED"]);
  });
});

describe("ctx.reply and ctx.updateCard", () => {
  it("answers now and updates the card with what is returned, a gap after the answer left", async () => {
    const { dispatcher, clock, updates } = arrange();
    dispatcher.onCardAction(async (_event, ctx) => {
      await ctx.reply({ toast: toast.info("Working on it") });
      return { card: sharedCard };
    });
    const answer = await dispatcher.receive(deliveryOf(click()));
    expect(shown(answer)).toEqual({ toast: { type: "info", content: "Working on it" } });
    await clock.advance(100);
    const settled = answer.settle(true);
    await clock.advance(499);
    expect(updates).toEqual([]);
    await clock.advance(1);
    await settled;
    expect(updates).toMatchObject([{ card: sharedCard, at: 600 }]);
  });

  it("answers with nothing when the card is updated before any reply", async () => {
    const { dispatcher, clock, updates } = arrange();
    dispatcher.onCardAction(async (_event, ctx) => {
      await ctx.updateCard(sharedCard);
    });
    const answer = await dispatcher.receive(deliveryOf(click()));
    expect(shown(answer)).toEqual({});
    const settled = answer.settle(true);
    await clock.advance(500);
    await settled;
    expect(updates).toHaveLength(1);
  });

  it("names whose copy, for a card that is not shared", async () => {
    const { dispatcher, clock, updates } = arrange();
    const card = { type: "raw", data: { elements: [] } } as const;
    dispatcher.onCardAction((_event, ctx) => ctx.updateCard(card));
    const settled = (await dispatcher.receive(deliveryOf(click()))).settle(true);
    await clock.advance(500);
    await settled;
    expect(updates).toMatchObject([{ openIds: ["ou_1"] }]);
  });

  it("refuses a second reply, a third update, and one after 30 minutes", async () => {
    const { dispatcher, clock, updates } = arrange();
    const refused: unknown[] = [];
    const note = (error: unknown) => void refused.push((error as { code: string }).code);
    dispatcher.onCardAction({ name: "many" }, async (_event, ctx) => {
      await ctx.reply();
      await ctx.reply().catch(note);
      for (let times = 0; times < 3; times += 1) await ctx.updateCard(sharedCard).catch(note);
    });
    dispatcher.onCardAction({ name: "late" }, async (_event, ctx) => {
      await ctx.reply();
      await new Promise<void>((resolve) => clock.after(30 * 60_000, resolve));
      await ctx.updateCard(sharedCard).catch(note);
    });
    for (const name of ["many", "late"]) {
      const settled = (await dispatcher.receive(deliveryOf(click({ tag: "button", name }), clock.monotonic()))).settle(
        true,
      );
      await clock.advance(30 * 60_000);
      await settled;
    }
    expect(refused).toEqual(["ALREADY_ANSWERED", "UPDATE_TOKEN_SPENT", "UPDATE_TOKEN_EXPIRED"]);
    expect(updates).toHaveLength(2);
  });

  it("says that a client is missing", async () => {
    const codes: string[] = [];
    const dispatcher = new EventDispatcher({ logLevel: "silent" }).onError((error) => void codes.push(error.code));
    dispatcher.onCardAction(async (_event, ctx) => {
      await ctx.reply();
      return { card: sharedCard };
    });
    await (await dispatcher.receive(deliveryOf(click()))).settle(true);
    expect(codes).toEqual(["CLIENT_MISSING"]);
  });

  it("rejects ctx.reply() and aborts the signal when the answer could not leave, and harms nobody who does not wait", async () => {
    const { dispatcher, updates } = arrange();
    let signal: AbortSignal | undefined;
    const codes: string[] = [];
    dispatcher.onError((error) => void codes.push(error.code));
    dispatcher.onCardAction(async (_event, ctx) => {
      signal = ctx.signal;
      void ctx.updateCard(sharedCard);
      await ctx.reply().catch(() => {});
      await ctx.updateCard(sharedCard);
    });
    await (await dispatcher.receive(deliveryOf(click()))).settle(false);
    expect(signal?.aborted).toBe(true);
    expect(codes).toEqual(["ANSWER_NOT_SENT"]);
    expect(updates).toEqual([]);
  });

  it("aborts the signals of running handlers when the dispatcher closes", async () => {
    const { dispatcher } = arrange();
    dispatcher.on(
      "slow.event_v1",
      (_event, ctx) =>
        new Promise<void>((resolve) => {
          ctx.signal.addEventListener("abort", () => resolve());
        }),
    );
    const receiving = dispatcher.receive(deliveryOf(eventBody("slow.event_v1")));
    await dispatcher.close({ drainMs: 0 });
    expect(shown(await receiving)).toEqual({});
  });
});

describe("closing", () => {
  it("aborts a signal also when the handler first asks for it after the dispatcher has closed", async () => {
    const { dispatcher, clock } = arrange();
    const aborted: boolean[] = [];
    dispatcher.on("slow.event_v1", async (_, ctx) => {
      await new Promise<void>((resolve) => void clock.after(1_000, resolve));
      aborted.push(ctx.signal.aborted);
    });
    const before = dispatcher.receive(deliveryOf(eventBody("slow.event_v1")));
    await dispatcher.close({ drainMs: 0 });
    await clock.advance(500);
    const behind = dispatcher.receive(deliveryOf(eventBody("slow.event_v1"), clock.monotonic()));
    await clock.advance(1_000);
    await Promise.all([before, behind]);

    expect(aborted).toEqual([true, false]);
  });

  it("aborts the signals of a transport's deliveries when it has ended, asked for before or after", async () => {
    const { dispatcher, clock } = arrange();
    const transport = new AbortController();
    const aborted: boolean[] = [];
    dispatcher.on("slow.event_v1", async (_, ctx) => {
      ctx.signal.addEventListener("abort", () => aborted.push(true));
      await new Promise<void>((resolve) => void clock.after(1_000, resolve));
    });
    dispatcher.on("late.event_v1", async (_, ctx) => {
      await new Promise<void>((resolve) => void clock.after(1_000, resolve));
      aborted.push(ctx.signal.aborted);
    });
    const receive = (name: string, ended?: AbortSignal) =>
      dispatcher.receive({ ...deliveryOf(eventBody(name)), ended });
    const answers = [
      receive("slow.event_v1", transport.signal),
      receive("late.event_v1", transport.signal),
      receive("late.event_v1"),
    ];

    transport.abort();
    expect(aborted).toEqual([true]);
    await clock.advance(1_000);
    await Promise.all(answers);

    expect(aborted).toEqual([true, true, false]);
  });

  it("waits for handlers and their late work", async () => {
    const { dispatcher, clock, updates } = arrange();
    dispatcher.onCardAction(async (_event, ctx) => {
      await ctx.reply();
      return { card: sharedCard };
    });
    void (await dispatcher.receive(deliveryOf(click()))).settle(true);
    const closing = dispatcher.close();
    await clock.advance(500);
    await closing;
    expect(updates).toHaveLength(1);
  });

  it("gives up after its time and aborts the signals of those that go on", async () => {
    const { dispatcher, clock } = arrange();
    let signal: AbortSignal | undefined;
    dispatcher.on("slow.event_v1", (_event, ctx) => {
      signal = ctx.signal;
      return new Promise(() => {});
    });
    void dispatcher.receive(deliveryOf(eventBody("slow.event_v1")));
    const closing = dispatcher.close({ drainMs: 1_000 });
    await clock.advance(999);
    expect(signal?.aborted).toBe(false);
    await clock.advance(1);
    await closing;
    expect(signal?.aborted).toBe(true);
  });
});

describe("options", () => {
  it("counts empty secrets as none", () => {
    expect(new EventDispatcher({ encryptKey: "", verificationToken: "" }).secured).toBe(false);
    expect(new EventDispatcher({ encryptKey: ["", "key"] }).secured).toBe(true);
  });

  it.each([
    [{ encryptKey: "key\n" }, /encryptKey/],
    [{ verificationToken: 1 as never }, /verificationToken/],
    [{ autoAnswer: { afterMs: Number.NaN } }, /autoAnswer.afterMs/],
    [{ autoAnswer: { afterMs: 3_000 } }, /autoAnswer.afterMs/],
    [{ client: {} as never }, /client/],
    [{ storage: new Map() as never }, /storage/],
    [{ encrypt_key: "key" } as never, /encrypt_key/],
    [{ encryptKey: "", verificationToken: "token" }, /encryptKey is empty/],
    [{ settleGapMs: -1 }, /settleGapMs/],
    [{ dedupe: { ttlMs: Number.POSITIVE_INFINITY } }, /dedupe.ttlMs/],
  ])("refuses %j by name", (options, message) => {
    expect(() => new EventDispatcher(options)).toThrow(message);
  });
});
