import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Answer, Delivery } from "../callback/delivery.ts";
import type { LarkwireError } from "../errors.ts";
import type { KeyValue } from "../ports.ts";
import { resolveFuzzScale } from "../testing/fuzz-scale.ts";
import { heapBytes } from "../testing/heap-bytes.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { EventDispatcher, type EventDispatcherOptions } from "./event-dispatcher.ts";

const scale = resolveFuzzScale();
const parameters = { numRuns: scale.runs(300, 20_000), seed: scale.seed };
const timeout = scale.runs(20_000, 300_000);

const rejections: unknown[] = [];
const onRejection = (reason: unknown): void => void rejections.push(reason);
beforeAll(() => void process.on("unhandledRejection", onRejection));
afterAll(() => void process.off("unhandledRejection", onRejection));
beforeEach(() => void rejections.splice(0));
// A rejection that nobody holds is told one turn of the event loop later.
afterEach(async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(rejections).toEqual([]);
});

function arrange(options: EventDispatcherOptions = {}) {
  const clock = createTestClock(undefined, () => Promise.resolve());
  const errors: LarkwireError[] = [];
  const lines: string[] = [];
  const logger = (_level: string, message: string): void => void lines.push(message);
  const dispatcher = new EventDispatcher({ clock, logger, ...options });
  dispatcher.onError((error) => void errors.push(error));
  return { clock, dispatcher, errors, lines };
}

let clicks = 0;

function click(fields: object = {}, id = `e${++clicks}`): Delivery {
  const header = { event_id: id, event_type: "card.action.trigger", app_id: "cli_1" };
  const event = { operator: { open_id: "ou_1" }, token: "c-1", action: { tag: "button" }, ...fields };
  return over({ schema: "2.0", header, event });
}

function over(body: unknown, messageId = "m1"): Delivery {
  return {
    body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
    receivedAt: 0,
    background: "process",
    origin: { type: "long-connection", connectionId: "c", messageId, traceId: "t" },
  };
}

const shown = ({ outcome }: Answer): string =>
  outcome.type === "answered" ? outcome.json : outcome.type === "custom" ? "custom" : outcome.error.code;

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const refuse = (): never => {
  throw new Error("hands off");
};
const refusingProxy = (): object =>
  new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse, ownKeys: refuse });
const namedBadly = (): Error => Object.defineProperty(new Error("x"), "name", { get: refuse });
const deep = (depth: number): object => {
  let value = {};
  for (let level = 0; level < depth; level++) value = { value };
  return value;
};

describe("whatever a handler returns", () => {
  it("is answered or fails by code, and a repeat of what failed is handled anew", { timeout }, async () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
      withTypedArray: true,
      key: fc.oneof(fc.string(), fc.constantFrom("__proto__", "then", "toJSON", "toast", "card", "constructor")),
    });
    const { dispatcher } = arrange();
    let returned: unknown;
    dispatcher.onCardAction(() => returned as never);
    await fc.assert(
      fc.asyncProperty(anything, fc.boolean(), async (value, promised) => {
        returned = promised ? Promise.resolve(value) : value;
        const delivery = click();
        const { outcome } = await dispatcher.receive(delivery);
        if (outcome.type === "answered") {
          expect(JSON.parse(outcome.json)).toBeTypeOf("object");
          return;
        }
        expect(outcome).toMatchObject({ type: "failed", error: { code: "REPLY_INVALID" } });
        returned = undefined;
        expect(shown(await dispatcher.receive(delivery))).toBe("{}");
      }),
      parameters,
    );
  });

  it.each<[string, () => unknown, string]>([
    ["a revoked proxy", revoked, "HANDLER_FAILED"],
    ["a proxy that refuses everything", refusingProxy, "HANDLER_FAILED"],
    ["a then that cannot be read", () => withThen({ get: refuse }), "HANDLER_FAILED"],
    ["a toJSON that throws", () => ({ toJSON: refusingProxy }), "REPLY_INVALID"],
    ["a toJSON that gives a text", () => ({ toJSON: () => "text" }), "REPLY_INVALID"],
    ["what is nested too deep", () => deep(200_000), "REPLY_INVALID"],
    ["a lone surrogate", () => ({ toast: { content: "\ud800" } }), '{"toast":{"content":"\\ud800"}}'],
    ["a then that is no function", () => withThen({ value: 1, enumerable: true }), '{"then":1}'],
    ["nothing, as null", () => null, "{}"],
  ])("may be %s", async (_, result, expected) => {
    const { dispatcher } = arrange();
    dispatcher.onCardAction(() => result() as never);
    expect(shown(await dispatcher.receive(click()))).toBe(expected);
  });

  it("may be a thenable that calls back twice, then throws", async () => {
    const { dispatcher } = arrange();
    const thenable = withThen({
      value: (resolve: (value: object) => void, reject: (error: Error) => void) => {
        resolve({ first: true });
        resolve({ second: true });
        reject(new Error("third"));
        throw new Error("fourth");
      },
    });
    dispatcher.onCardAction(() => thenable as never);
    expect(shown(await dispatcher.receive(click()))).toBe('{"first":true}');
  });

  it("may come through middleware as a thenable that gives nothing back", async () => {
    const { dispatcher } = arrange();
    const thenable = withThen({ value: (resolve: (value: object) => void) => void resolve({ late: true }) });
    dispatcher.use(() => thenable as never).onCardAction(() => undefined);
    expect(shown(await dispatcher.receive(click()))).toBe('{"late":true}');
  });
});

describe("what JSON cannot carry, deep in a card", () => {
  const at = "card.data.body.elements[2]";
  const inCard = (element: unknown): object => ({
    card: { type: "raw", data: { schema: "2.0", body: { elements: [{ tag: "hr" }, { tag: "hr" }, element] } } },
  });
  const cyclic = (): object => {
    const element: Record<string, unknown> = { tag: "div" };
    element.columns = [{ again: element }];
    return element;
  };
  const doubled = (): object => {
    let value = {};
    for (let level = 0; level < 60; level++) value = { value, again: value };
    return value;
  };
  const failing = (): object => ({
    get content() {
      return refuse();
    },
  });

  const cases: [string, () => unknown, string, RegExp][] = [
    ["what contains itself", cyclic, `${at}.columns[0].again`, /contains itself/],
    ["a BigInt", () => ({ tag: "div", margin: 1n }), `${at}.margin`, /bigint/],
    ["a function", () => ({ tag: "div", text: () => "hi" }), `${at}.text`, /function/],
    ["a function in place of an element", () => () => ({ tag: "div" }), at, /function/],
    ["a symbol", () => ({ tag: Symbol("div") }), `${at}.tag`, /symbol/],
    [
      "a promise that nobody awaited, and that fails",
      () => ({ text: Promise.reject(new Error("x")) }),
      `${at}.text`,
      /Await it/,
    ],
    ["a getter that throws", failing, `${at}.content`, /cannot be read/],
    ["a toJSON that throws", () => ({ text: { toJSON: refuse } }), `${at}.text`, /cannot be read/],
    ["a toJSON that gives a BigInt", () => ({ text: { toJSON: () => 1n } }), `${at}.text`, /bigint/],
    ["a toJSON that gives a function", () => ({ text: { toJSON: () => refuse } }), `${at}.text`, /function/],
    ["a proxy that refuses everything", refusingProxy, at, /cannot be read/],
    ["a revoked proxy", revoked, at, /cannot be read/],
    ["what is nested without an end in sight", () => deep(200_000), `${at}.value.value`, /levels deep/],
    ["what doubles at each of 60 levels", doubled, `${at}.value.value`, /more than 100000 values/],
    ["an array of nothing with four billion places", () => new Array(2 ** 32 - 1), at, /more than 100000 values/],
  ];

  it.each(cases)("is told to onError with its path: %s", async (_, element, path, problem) => {
    const { dispatcher, errors } = arrange();
    dispatcher.onCardAction(() => inCard(element()) as never);

    expect(shown(await dispatcher.receive(click()))).toBe("REPLY_INVALID");
    expect(errors).toMatchObject([{ code: "REPLY_INVALID", message: expect.stringMatching(problem) }]);
    expect(errors[0]?.message).toContain(`REPLY_INVALID: ${path}`);
  });

  it("is told to onError also when it comes after the automatic answer", async () => {
    for (const [, element, path] of cases) {
      const { clock, dispatcher, errors } = arrange();
      dispatcher.onCardAction(async () => {
        await new Promise<void>((resolve) => void clock.after(10_000, resolve));
        return inCard(element()) as never;
      });
      const pending = dispatcher.receive(click());
      await clock.advance(2_400);
      const answer = await pending;
      expect(JSON.parse(shown(answer))).toMatchObject({ toast: { type: "info" } });
      const late = answer.settle(true);
      await clock.advance(10_000);
      await late;

      expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining(`REPLY_INVALID: ${path}`)]);
    }
  });

  it("a card of 31 KB is REPLY_TOO_LARGE, one of 30 KB leaves", async () => {
    const { dispatcher, errors } = arrange();
    const ofSize = (bytes: number): object => {
      const card = { type: "raw", data: { content: "" } };
      return { card: { type: "raw", data: { content: "x".repeat(bytes - JSON.stringify(card).length) } } };
    };
    const sizes = [30 * 1_024, 31 * 1_024];
    dispatcher.onCardAction(() => ofSize(sizes.shift() ?? 0));

    expect(JSON.parse(shown(await dispatcher.receive(click())))).toHaveProperty("card");
    expect(shown(await dispatcher.receive(click()))).toBe("REPLY_TOO_LARGE");
    expect(errors.map(({ code }) => code)).toEqual(["REPLY_TOO_LARGE"]);
  });

  it("nothing at all, ever, is answered for in time", async () => {
    const { clock, dispatcher } = arrange();
    dispatcher.onCardAction(() => new Promise(() => {}));
    const answer = dispatcher.receive(click());
    await clock.advance(2_400);

    expect(JSON.parse(shown(await answer))).toMatchObject({ toast: { type: "info" } });
  });
});

describe("whatever a handler throws", () => {
  it.each<[string, () => unknown]>([
    ["nothing", () => undefined],
    ["null", () => null],
    ["a symbol", () => Symbol("x")],
    ["a proxy that refuses everything", refusingProxy],
    ["an error whose name cannot be read", namedBadly],
    ["an object without a prototype", () => Object.create(null)],
    ["an error that claims a code of the language", () => claimed("constructor")],
    ["an error that claims a code that there is not", () => claimed("NO_SUCH_CODE")],
  ])("is told to onError as HANDLER_FAILED: %s", async (_, thrown) => {
    const { dispatcher, errors } = arrange();
    dispatcher.onCardAction({ name: "at once" }, () => {
      throw thrown();
    });
    dispatcher.onCardAction(() => Promise.reject(thrown()));
    const answers = [
      await dispatcher.receive(click({ action: { tag: "button", name: "at once" } })),
      await dispatcher.receive(click()),
    ];
    expect(answers.map(shown)).toEqual(["HANDLER_FAILED", "HANDLER_FAILED"]);
    expect(errors.map(({ code }) => code)).toEqual(["HANDLER_FAILED", "HANDLER_FAILED"]);
  });

  it("is told to onError when only the late part of a handler fails that returns at once", async () => {
    const { dispatcher, errors } = arrange();
    dispatcher.onCardAction((_event, ctx) => {
      void ctx.reply({});
      return { card: { type: "raw", data: {} } };
    });
    const answer = await dispatcher.receive(click());
    expect(shown(answer)).toBe("{}");
    await answer.settle(true);
    expect(errors.map(({ code }) => code)).toEqual(["CLIENT_MISSING"]);
  });

  it("reaches onError also when a middleware does not wait for next()", async () => {
    const { dispatcher, errors } = arrange();
    dispatcher.use((_ctx, next) => void next());
    dispatcher.onCardAction(async () => {
      throw new Error("unheard");
    });
    expect(shown(await dispatcher.receive(click()))).toBe("HANDLER_FAILED");
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining("unheard")]);
  });
});

describe("whatever a storage holds or does", () => {
  it("a delivery is answered", { timeout }, async () => {
    const held = fc.oneof(
      fc.string(),
      fc.string().map((text) => `json:${text}`),
      fc.constantFrom(undefined, null, 7, {}, [], Buffer.from("json:{}")),
    );
    const told = fc.oneof(fc.boolean(), fc.constantFrom(undefined, null, "false"));
    const manner = fc.constantFrom("at once", "promised", "throws", "rejects");
    await fc.assert(
      fc.asyncProperty(held, told, manner, manner, async (value, swapped, getting, swapping) => {
        const storage: KeyValue = {
          get: () => behave(getting, value as string),
          set: () => undefined,
          swap: () => behave(swapping, swapped as boolean),
        };
        const { dispatcher } = arrange({ storage });
        dispatcher.onCardAction(() => ({ toast: { content: "Seen" } }));
        const { outcome } = await dispatcher.receive(click());
        expect(outcome.type === "answered" || (outcome.type === "failed" && outcome.error.code)).toBeOneOf([
          true,
          "IN_PROGRESS",
        ]);
      }),
      parameters,
    );
  });
});

describe("what a sender can grow", () => {
  it.each<[string, object]>([
    ["a name", { schema: "2.0", header: { event_type: "x".repeat(257) }, event: {} }],
    ["an id", { schema: "2.0", header: { event_type: "x", event_id: "x".repeat(257) }, event: {} }],
    ["an app id", { schema: "2.0", header: { event_type: "x", app_id: "x".repeat(257) }, event: {} }],
    ["a tenant", { schema: "2.0", header: { event_type: "x", tenant_key: "x".repeat(257) }, event: {} }],
    ["an event's uuid", { uuid: "x".repeat(257), event: { type: "x" } }],
    ["a challenge", { type: "url_verification", challenge: "x".repeat(257) }],
  ])("%s of more than 256 characters is refused before anything remembers it", async (_, body) => {
    const { dispatcher, lines } = arrange();
    expect(shown(await dispatcher.receive(over(body)))).toBe("ENVELOPE_UNKNOWN");
    expect(lines.join("\n")).not.toContain("xxx");
  });

  it("the id of a legacy card's frame is bounded too", async () => {
    const { dispatcher } = arrange();
    const card = { open_id: "ou_1", action: { tag: "button" } };
    expect(shown(await dispatcher.receive(over(card, "m".repeat(257))))).toBe("ENVELOPE_UNKNOWN");
  });

  it("forgotten answers are let go of", async () => {
    const { dispatcher } = arrange({ dedupe: { maxBytes: 1_000_000 } });
    dispatcher.onCardAction(() => ({ toast: { content: `${clicks}`.padEnd(50_000, "x") } }));
    const before = heapBytes();
    for (let count = 0; count < 1_000; count++) await (await dispatcher.receive(click())).settle(true);
    expect(heapBytes() - before).toBeLessThan(20 * 2 ** 20);
  });

  it("turns whose handler looked at its signal are let go of", async () => {
    const { dispatcher } = arrange({ dedupe: false });
    const signals: AbortSignal[] = [];
    dispatcher.onCardAction((_event, ctx) => {
      if (signals.length === 0) signals.push(ctx.signal);
      else expect(ctx.signal.aborted).toBe(false);
      return {};
    });
    const before = heapBytes();
    const padding = "x".repeat(50_000);
    for (let count = 0; count < 1_000; count++) await (await dispatcher.receive(click({ padding }))).settle(true);
    expect(heapBytes() - before).toBeLessThan(20 * 2 ** 20);
    await dispatcher.close();
    expect(signals[0]?.aborted).toBe(false);
  });

  it("a preview whose link is no text is answered in time without a title", async () => {
    const { clock, dispatcher } = arrange();
    dispatcher.onUrlPreview(() => new Promise(() => {}));
    const url = "[".repeat(100_000) + "]".repeat(100_000);
    const header = '{"event_id":"e","event_type":"url.preview.get"}';
    const answer = dispatcher.receive(over(`{"schema":"2.0","header":${header},"event":{"context":{"url":${url}}}}`));
    await clock.advance(2_400);
    expect(shown(await answer)).toBe('{"inline":{}}');
  });
});

describe("what a sender can make a log say", () => {
  it("is one line without control characters, whatever an event is called", async () => {
    const { dispatcher, lines } = arrange();
    const name = "x\r\nlarkwire error: forged\u001b[2J\u009b2J\u2028\u202e";
    await dispatcher.receive(over({ schema: "2.0", header: { event_type: name }, event: {} }));
    expect(lines).toEqual([expect.stringMatching(/^NOT_HANDLED: No handler takes this x larkwire error: forged/)]);
    expect(lines[0]).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  });
});

describe("objects of the language", () => {
  it("are not changed by what a body is named after", async () => {
    const { dispatcher } = arrange();
    const seen: object[] = [];
    dispatcher.onCardAction({ tag: "button" }, (event) => void seen.push(event));
    const polluted = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';
    const header = '{"event_id":"p","event_type":"card.action.trigger","__proto__":{"token":"x"}}';
    const body = `${polluted},"schema":"2.0","header":${header},"event":{"action":{"tag":"button","__proto__":{"polluted":true}}}}`;
    expect(shown(await dispatcher.receive(over(body)))).toBe("{}");
    expect("polluted" in {}).toBe(false);
    expect(seen.map((event) => "polluted" in event)).toEqual([false]);
  });
});

const then = "then";

function withThen(descriptor: PropertyDescriptor): object {
  return Object.defineProperty({}, then, descriptor);
}

function claimed(code: string): Error {
  return Object.assign(new Error("x"), { name: "LarkwireError", code });
}

function behave<T>(manner: string, value: T): T | Promise<T> {
  if (manner === "throws") throw new Error("the storage is gone");
  if (manner === "rejects") return Promise.reject(new Error("the storage is gone"));
  return manner === "promised" ? Promise.resolve(value) : value;
}
