import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { EventDispatcher, type EventDispatcherOptions } from "../../entry/event-dispatcher.ts";
import type { LarkwireError } from "../../errors.ts";
import { toast } from "../../replies/toast.ts";
import { createTestClock } from "../../testing/test-clock.ts";
import type { Answer } from "../delivery.ts";

function arrange(options: EventDispatcherOptions = {}) {
  const clock = createTestClock();
  const lines: { message: string; fields: Readonly<Record<string, unknown>> | undefined }[] = [];
  const errors: LarkwireError[] = [];
  const dispatcher = new EventDispatcher({
    clock,
    logger: (_level, message, fields) => void lines.push({ message, fields }),
    ...options,
  }).onError((error) => void errors.push(error));
  let clicks = 0;
  const receive = (payload: object, name = "card.action.trigger") => {
    clicks += 1;
    const body = {
      schema: "2.0",
      header: { event_id: `e${clicks}`, event_type: name },
      event: { operator: { open_id: "ou_1" }, token: "c-1", ...payload },
    };
    return dispatcher.receive({
      body: new TextEncoder().encode(JSON.stringify(body)),
      receivedAt: clock.monotonic(),
      background: "process",
      origin: { type: "long-connection", connectionId: "c", messageId: `m${clicks}`, traceId: "t" },
    });
  };
  const click = (action: object) => receive({ action });
  const later = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
  return { clock, lines, errors, dispatcher, receive, click, later };
}

const shown = ({ outcome }: Answer): { toast?: { content: string } } & object =>
  outcome.type === "answered" ? JSON.parse(outcome.json) : outcome;
const said = async (answer: Answer | PromiseLike<Answer>) => shown(await answer).toast?.content;

const validators = {
  zod: {
    value: z.object({ id: z.number().int(), at: z.string().transform((text) => new Date(text)) }),
    form: z.object({ reason: z.string().min(3) }),
    text: z.enum(["yes", "no"]),
  },
  valibot: {
    value: v.object({
      id: v.pipe(v.number(), v.integer()),
      at: v.pipe(
        v.string(),
        v.transform((text) => new Date(text)),
      ),
    }),
    form: v.object({ reason: v.pipe(v.string(), v.minLength(3)) }),
    text: v.picklist(["yes", "no"]),
  },
  arktype: {
    value: type({ id: "number.integer", at: type("string").pipe((text) => new Date(text)) }),
    form: type({ reason: "string >= 3" }),
    text: type("'yes' | 'no'"),
  },
};

describe.each(Object.entries(validators))("what %s validates", (_, { value, form, text }) => {
  it("reaches the handler as the schema's output, and the envelope untouched", async () => {
    const { dispatcher, click } = arrange();
    dispatcher.onCardAction({ tag: "button", value, form }, ({ action }, ctx) => ({
      toast: toast.info(
        `${action.value.id} ${action.value.at.getUTCFullYear()} ${action.form_value.reason} ${JSON.stringify(ctx.envelope.event.action)}`,
      ),
    }));
    const action = { tag: "button", value: { id: 7, at: "2026-01-02" }, form_value: { reason: "because" } };

    expect(await said(click(action))).toBe(`7 2026 because ${JSON.stringify(action)}`);
  });

  it("goes on to the next route when it does not fit, string values too", async () => {
    const { dispatcher, click, errors } = arrange();
    dispatcher
      .onCardAction({ value }, () => ({ toast: toast.info("object") }))
      .onCardAction({ value: text }, ({ action }) => ({ toast: toast.info(`string ${action.value}`) }))
      .onCardAction(() => ({ toast: toast.info("any") }));

    expect(await said(click({ tag: "button", value: "yes" }))).toBe("string yes");
    expect(await said(click({ tag: "button", value: { id: 1, at: "2026-01-02" } }))).toBe("object");
    expect(await said(click({ tag: "button", value: { id: "SECRET" } }))).toBe("any");
    expect(errors).toEqual([]);
  });

  it("is reported with the places that do not fit and without what stands there, and the user is told", async () => {
    const { dispatcher, click, lines } = arrange();
    dispatcher
      .onCardAction({ name: "go", value }, () => ({}))
      .onCardAction({ name: "go", form }, () => ({}))
      .onCardAction({ name: "other", value: text }, () => ({}));
    const answer = await click({ tag: "button", name: "go", value: { id: "SECRET" }, form_value: { reason: "no" } });

    expect(shown(answer)).toMatchObject({ toast: { type: "error" } });
    const mismatches = lines[0]?.fields?.mismatches;
    expect(mismatches).toEqual(expect.arrayContaining(["value.id", "form_value.reason"]));
    expect(JSON.stringify(lines)).not.toContain("SECRET");
  });
});

describe("a click that fits no schema", () => {
  it("tells onUnhandled where", async () => {
    const { dispatcher, click } = arrange();
    dispatcher
      .onCardAction({ value: z.object({ id: z.number() }) }, () => ({}))
      .onUnhandled((ctx) => ({ toast: toast.error(ctx.mismatches.join()) }));

    expect(await said(click({ tag: "button", value: {} }))).toBe("value.id");
  });

  it("names at most 20 places, each bounded", async () => {
    const { dispatcher, click, lines } = arrange();
    dispatcher.onCardAction({ value: z.record(z.string(), z.number()) }, () => ({}));
    await click({
      tag: "button",
      value: Object.fromEntries(Array.from({ length: 99 }, (_, i) => ["k".repeat(500) + i, ""])),
    });
    await click({ tag: "button", value: Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`k${i}`, ""])) });

    const named = lines.map(({ fields }) => fields?.mismatches as string[]);

    expect(named.map((paths) => paths.length)).toEqual([1, 20]);
    expect(named[0]?.[0]).toHaveLength(128);
  });

  it("fails by code when the schema itself throws", async () => {
    const { dispatcher, click, errors } = arrange();
    const broken = { "~standard": { validate: () => Promise.reject(new Error("no database")) } };
    dispatcher.onCardAction({ value: broken }, () => ({}));
    await click({ tag: "button", value: 1 });

    expect(errors).toMatchObject([{ code: "HANDLER_FAILED" }]);
  });
});

describe("a route's own automatic answer", () => {
  it("comes at its time with its reply, to clicks and previews", async () => {
    const { clock, dispatcher, receive, click, later } = arrange();
    dispatcher
      .onCardAction({ name: "slow" }, () => later(5_000), {
        autoAnswer: { afterMs: 500, reply: { toast: toast.info("Mine") } },
      })
      .onUrlPreview(() => later(5_000) as never, { autoAnswer: { reply: { inline: { title: "Loading" } } } });
    const clicked = click({ tag: "button", name: "slow" });
    const pasted = receive({ context: { url: "https://a.example" } }, "url.preview.get");
    await clock.advance(500);
    expect(await said(clicked)).toBe("Mine");
    await clock.advance(1_900);

    expect(shown(await pasted)).toEqual({ inline: { title: "Loading" } });
  });

  it("can be none, and holds after a schema that takes its time", async () => {
    const { clock, dispatcher, click, later } = arrange();
    const slow = { "~standard": { validate: async (value: unknown) => later(100).then(() => ({ value })) } };
    dispatcher
      .onCardAction({ name: "wait", value: slow }, () => later(2_700).then(() => ({ toast: toast.info("Done") })), {
        autoAnswer: false,
      })
      .onCardAction({ name: "early", value: slow }, () => later(2_700), { autoAnswer: { afterMs: 700 } });
    const waiting = click({ tag: "button", name: "wait" });
    const early = click({ tag: "button", name: "early" });
    await clock.advance(700);
    expect(await said(early)).toBe("Working on it…");
    await clock.advance(2_100);

    expect(await said(waiting)).toBe("Done");
  });

  it("comes where the dispatcher has none, also when the handler is found late", async () => {
    const { clock, dispatcher, click, later } = arrange({ autoAnswer: false });
    dispatcher
      .use(async (_, next) => {
        await later(100);
        return next();
      })
      .onCardAction(() => later(5_000), { autoAnswer: { afterMs: 500, reply: { toast: toast.info("Mine") } } });
    const clicked = click({ tag: "button" });
    await clock.advance(500);

    expect(await Promise.race([said(clicked), clock.advance(4_600).then(() => "nothing")])).toBe("Mine");
  });

  it("must come before the platform stops listening, and be a reply", () => {
    const { dispatcher } = arrange();
    const add = (autoAnswer: object) => () => dispatcher.onCardAction({ name: "x" }, () => ({}), { autoAnswer });

    expect(add({ afterMs: 3_000 })).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
    expect(add({ reply: { toast: "no" } })).toThrow(expect.objectContaining({ code: "REPLY_INVALID" }));
  });
});

describe("an app that is subscribed to both card callbacks", () => {
  it("answers the kind that it does not prefer with nothing, without a handler", async () => {
    const { dispatcher, click, lines } = arrange({ prefer: "card.action.trigger_v1" });
    dispatcher.onCardAction(() => ({ toast: toast.info("twice") }));

    expect(shown(await click({ tag: "button" }))).toEqual({});
    expect(lines).toEqual([]);
  });

  it("refuses a preference that is none", () => {
    expect(() => arrange({ prefer: "both" as never })).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
  });
});

describe("a card that is looked into", () => {
  const checkCard = () => [
    { path: "body.elements[0].name", rule: "name", clientCode: 200_673, problem: "It is missing", mend: "Name it." },
  ];

  it("is refused with its path and what mends it, before it leaves", async () => {
    const { dispatcher, click, errors } = arrange({ checkCard });
    dispatcher.onCardAction(() => ({ card: { type: "raw", data: { schema: "2.0" } } }));
    await click({ tag: "button" });

    expect(errors).toMatchObject([{ code: "REPLY_INVALID" }]);
    expect(errors[0]?.message).toContain(
      "card.data.body.elements[0].name: It is missing (client code 200673). Name it.",
    );
  });

  it("only has its form checked where no checkCard is given", async () => {
    const { dispatcher, click, errors } = arrange();
    dispatcher.onCardAction(() => ({ card: { type: "raw", data: "{}" } }) as never);
    await click({ tag: "button" });

    expect(errors[0]?.message).toContain("card.data: It is a string (client code 200672)");
  });
});

describe("a card of JSON 1.0", () => {
  const oldCard = { card: { type: "raw", data: { elements: [] } } } as const;
  const newCard = { card: { type: "raw", data: { schema: "2.0", body: { elements: [] } } } } as const;
  const refusal = expect.objectContaining({
    code: "REPLY_INVALID",
    message: expect.stringContaining(
      "card.data.schema: The clicked card is of JSON 2.0, this one of 1.0 (client code 200830)",
    ),
  });

  it("does not leave for a click on one of 2.0, where the dispatcher is told of that", async () => {
    const { dispatcher, click, errors } = arrange({ sentCard: "2.0" });
    dispatcher
      .onCardAction({ name: "back" }, () => oldCard)
      .onCardAction({ name: "old" }, () => oldCard, { sentCard: "1.0" })
      .onCardAction(() => newCard);
    await click({ tag: "button", name: "back" });
    expect(errors).toEqual([refusal]);

    expect(shown(await click({ tag: "button", name: "old" }))).toEqual(oldCard);
    expect(shown(await click({ tag: "button" }))).toEqual(newCard);
    expect(errors).toHaveLength(1);
  });

  it("does not leave where the handler's route is told, nor as its automatic answer", async () => {
    const { dispatcher, click, errors } = arrange();
    dispatcher
      .onCardAction({ name: "back" }, () => oldCard, { sentCard: "2.0" })
      .onCardAction({ name: "unknown" }, () => oldCard);
    await click({ tag: "button", name: "back" });
    expect(errors).toEqual([refusal]);
    expect(shown(await click({ tag: "button", name: "unknown" }))).toEqual(oldCard);

    const autoAnswer = { reply: oldCard };
    expect(() => dispatcher.onCardAction({ name: "slow" }, () => ({}), { sentCard: "2.0", autoAnswer })).toThrow(
      refusal,
    );
  });

  it("may stand below a link, since no card was clicked", async () => {
    const { dispatcher, receive } = arrange({ sentCard: "2.0" });
    const preview = { inline: { title: "Build 42" }, ...oldCard };
    dispatcher.onUrlPreview(() => preview);

    expect(shown(await receive({ context: { url: "https://a.example" } }, "url.preview.get"))).toEqual(preview);
  });

  it("a version that there is not is refused at once", () => {
    const refused = expect.objectContaining({ code: "CONFIG_INVALID" });
    expect(() => arrange({ sentCard: "3.0" as never })).toThrow(refused);
    const { dispatcher } = arrange();
    expect(() => dispatcher.onCardAction(() => ({}), { sentCard: 2 as never })).toThrow(refused);
  });
});
