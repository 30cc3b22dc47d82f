import { describe, expect, expectTypeOf, it } from "vitest";
import { CardActionHandler } from "../entry/card-action-handler.ts";
import { EventDispatcher } from "../entry/event-dispatcher.ts";
import { customResponse } from "../replies/custom-response.ts";
import type { LegacyCardReply } from "../replies/legacy-card-reply.ts";
import { toast } from "../replies/toast.ts";
import { encrypt } from "../runtime/body-cipher.ts";
import { sign } from "../runtime/crypto.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { createMount } from "../webhook/mount.ts";
import type { Delivery, Receiver } from "./delivery.ts";

const clock = createTestClock();
const verificationToken = "vtoken";
const encryptKey = "ekey";
const quiet = { clock, logLevel: "silent" } as const;

const legacyClick = {
  open_id: "ou_1",
  tenant_key: "t",
  token: "c-1",
  open_message_id: "om_1",
  action: { tag: "button" },
};
const newClick = {
  schema: "2.0",
  header: { event_id: "e1", event_type: "card.action.trigger", token: verificationToken },
  event: { operator: { open_id: "ou_1" }, token: "c-1", action: { tag: "button" } },
};
const challenge = { type: "url_verification", challenge: "abc", token: verificationToken };

function deliver(
  content: object,
  by: { algorithm: "sha1" | "sha256"; secret: string } | undefined,
  nonce = "n",
): Delivery {
  const body = new TextEncoder().encode(JSON.stringify(content));
  const timestamp = String(Math.floor(clock.now() / 1_000)).padStart(10, "0");
  const headers = new Map<string, string>();
  if (by !== undefined) {
    headers.set("x-lark-request-timestamp", timestamp);
    headers.set("x-lark-request-nonce", nonce);
    headers.set("x-lark-signature", sign(by.algorithm, { timestamp, nonce, secret: by.secret, body }));
  }
  return {
    body,
    receivedAt: clock.monotonic(),
    background: "process",
    origin: { type: "webhook", header: (name) => headers.get(name) },
  };
}

const byToken = { algorithm: "sha1", secret: verificationToken } as const;
const byKey = { algorithm: "sha256", secret: encryptKey } as const;

async function outcomeOf(receiver: Receiver, delivery: Delivery): Promise<unknown> {
  const { outcome } = await receiver.receive(delivery);
  return "error" in outcome ? outcome.error.code : outcome;
}

const answering = (reply: LegacyCardReply | undefined, token: string | readonly string[] = verificationToken) =>
  new CardActionHandler({ verificationToken: token, ...quiet }, () => reply);

describe("CardActionHandler", () => {
  it("hands the flat body on, with its type", async () => {
    const handler = new CardActionHandler({ verificationToken, ...quiet }, (event, ctx) => {
      expectTypeOf(event.open_message_id).toEqualTypeOf<string>();
      return { toast: toast.success(`${event.open_id} ${event.action.tag} ${ctx.envelope.name}`) };
    });

    expect(await outcomeOf(handler, deliver(legacyClick, byToken))).toEqual({
      type: "answered",
      json: '{"toast":{"type":"success","content":"ou_1 button card.action.trigger_v1"}}',
    });
  });

  it("tells the refresh token of a click, which no other context has", async () => {
    const seen: unknown[] = [];
    const handler = new CardActionHandler({ verificationToken, ...quiet }, (_, ctx) => {
      expectTypeOf(ctx.refreshToken).toEqualTypeOf<string | undefined>();
      seen.push(ctx.refreshToken);
    });
    new EventDispatcher({ verificationToken, ...quiet }).onCardAction((_, ctx) => {
      expectTypeOf(ctx).not.toHaveProperty("refreshToken");
    });
    const without = deliver(legacyClick, byToken, "without");
    const { origin, ...delivery } = deliver(legacyClick, byToken, "with");
    const header = (name: string) =>
      name === "x-refresh-token" ? "r-1" : origin.type === "webhook" ? origin.header(name) : undefined;

    await handler.receive({ ...delivery, origin: { type: "webhook", header } });
    await handler.receive(without);

    expect(seen).toEqual(["r-1", undefined]);
  });

  const card = { elements: [{ tag: "hr" }], toast: toast.info("New") };
  it.each([
    ["nothing", undefined, { type: "answered", json: "{}" }],
    ["a card at the top level", card, { type: "answered", json: JSON.stringify(card) }],
    ["a string, as it is", '{"toast":{}}', { type: "answered", json: '{"toast":{}}' }],
    [
      "a response of its own",
      customResponse({ status: 400, body: { content: "hello", i18n: { zh_cn: "你好" } } }),
      {
        type: "custom",
        status: 400,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: '{"content":"hello","i18n":{"zh_cn":"你好"}}',
      },
    ],
  ] as const)("answers with %s", async (_, reply, outcome) => {
    expect(await outcomeOf(answering(reply), deliver(legacyClick, byToken))).toEqual(outcome);
  });

  it("admits a legacy click by its SHA-1 signature alone, with any of the tokens", async () => {
    const handler = answering({}, ["old", verificationToken]);

    expect(await outcomeOf(handler, deliver(legacyClick, byToken))).toMatchObject({ type: "answered" });
    expect(await outcomeOf(handler, deliver(legacyClick, { ...byToken, secret: "old" }, "m"))).toMatchObject({
      type: "answered",
    });
    expect(await outcomeOf(handler, deliver(legacyClick, { ...byToken, secret: "other" }))).toBe("SIGNATURE_INVALID");
    expect(await outcomeOf(handler, deliver(legacyClick, undefined))).toBe("PROOF_MISSING");
    expect(await outcomeOf(handler, deliver({ ...newClick }, byToken))).toBe("PROOF_MISSING");
  });

  it("handles a click once when it is delivered again, and another click anew", async () => {
    let clicks = 0;
    const handler = new CardActionHandler({ verificationToken, ...quiet }, () => ({
      toast: toast.info(`${++clicks}`),
    }));

    const answers = [
      await outcomeOf(handler, deliver(legacyClick, byToken, "first")),
      await outcomeOf(handler, deliver(legacyClick, byToken, "first")),
      await outcomeOf(handler, deliver(legacyClick, byToken, "second")),
    ];

    expect(answers[1]).toEqual(answers[0]);
    expect(clicks).toBe(2);
  });

  it("sends the card that comes after ctx.reply() as an update", async () => {
    const updates: unknown[] = [];
    const updateCard = async (...update: unknown[]): Promise<void> => void updates.push(update);
    const client = { inTenant: () => ({ updateCard, refreshPreview: async () => undefined }) };
    const handler = new CardActionHandler({ verificationToken, client, ...quiet }, async (_, ctx) => {
      await ctx.reply({ toast: toast.info("Working") });
      return { elements: [{ tag: "hr" }] };
    });

    const answer = await handler.receive(deliver(legacyClick, byToken));
    const late = answer.settle(true);
    await clock.advance(500);
    await late;

    expect(updates).toEqual([["c-1", { type: "raw", data: { elements: [{ tag: "hr" }] } }, ["ou_1"]]]);
  });

  it("needs the token that signs clicks", () => {
    expect(() => new CardActionHandler({ encryptKey, ...quiet }, () => undefined)).toThrow(/^CONFIG_INVALID/);
  });
});

describe("a dispatcher and a handler of legacy cards on one URL", () => {
  const dispatcher = new EventDispatcher({ encryptKey, verificationToken, ...quiet }).onCardAction(() => ({
    toast: toast.info("new"),
  }));
  const legacy = answering({ toast: toast.info("legacy") });
  const both = createMount({ "/webhook": [dispatcher, legacy] }).find("/webhook") as Receiver;

  it("gives each what its scheme has signed", async () => {
    expect(await outcomeOf(both, deliver(newClick, byKey))).toMatchObject({ json: expect.stringContaining("new") });
    expect(await outcomeOf(both, deliver(legacyClick, byToken))).toMatchObject({
      json: expect.stringContaining("legacy"),
    });
  });

  it("refuses the body of the one under the signature of the other", async () => {
    expect(await outcomeOf(both, deliver(newClick, byToken))).toBe("PROOF_MISSING");
    expect(await outcomeOf(both, deliver(legacyClick, byKey))).toBe("PROOF_MISSING");
    expect(await outcomeOf(both, deliver(legacyClick, undefined))).toBe("PROOF_MISSING");
    expect(await outcomeOf(both, deliver(newClick, undefined))).toBe("ENVELOPE_UNKNOWN");
  });

  it("returns the challenges of both callbacks and logs nothing, also where the dispatcher alone has an Encrypt Key", async () => {
    const lines: string[] = [];
    const loud = { clock, logger: (_: unknown, message: string) => void lines.push(message) };
    const loudly = createMount([
      new EventDispatcher({ encryptKey, verificationToken, ...loud }),
      new CardActionHandler({ verificationToken, ...loud }, () => undefined),
    ]).find("/") as Receiver;
    const answered = { type: "answered", json: '{"challenge":"abc"}' };

    expect(await outcomeOf(loudly, deliver(challenge, undefined))).toEqual(answered);
    expect(
      await outcomeOf(loudly, deliver({ encrypt: encrypt(encryptKey, JSON.stringify(challenge)) }, undefined)),
    ).toEqual(answered);
    expect(lines).toEqual([]);
    expect(await outcomeOf(loudly, deliver({ ...challenge, token: "other" }, undefined))).toBe("TOKEN_INVALID");
  });

  it("takes no two receivers that could both be meant, and no empty list", () => {
    expect(() => createMount([dispatcher, dispatcher])).toThrow(/^CONFIG_INVALID/);
    expect(() => createMount([])).toThrow(/^CONFIG_INVALID/);
  });
});

describe("prefer", () => {
  const arrange = (prefer: "card.action.trigger" | "card.action.trigger_v1") => {
    const handled: string[] = [];
    const options = { verificationToken, prefer, ...quiet };
    const dispatcher = new EventDispatcher({ encryptKey, ...options }).onCardAction(() => void handled.push("new"));
    const legacy = new CardActionHandler(options, () => void handled.push("legacy"));
    return { handled, mount: createMount([dispatcher, legacy]).find("/") as Receiver };
  };

  it.each([
    ["card.action.trigger", ["new"]],
    ["card.action.trigger_v1", ["legacy"]],
  ] as const)("handles %s alone, and answers its twin with nothing", async (prefer, expected) => {
    const { handled, mount } = arrange(prefer);

    const outcomes = [
      await outcomeOf(mount, deliver(newClick, byKey)),
      await outcomeOf(mount, deliver(legacyClick, byToken)),
    ];

    expect(outcomes).toEqual(Array(2).fill({ type: "answered", json: "{}" }));
    expect(handled).toEqual(expected);
  });

  it("is one of the two", () => {
    expect(() => new EventDispatcher({ prefer: "v1" as "card.action.trigger" })).toThrow(/^CONFIG_INVALID/);
  });
});
