import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Delivery } from "../callback/delivery.ts";
import { encrypt } from "../runtime/body-cipher.ts";
import { sign } from "../runtime/crypto.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { EventDispatcher, type EventDispatcherOptions } from "./event-dispatcher.ts";

// What SECURITY.md promises, as far as it shows only from outside of a single part.

const encryptKey = "test key";
const verificationToken = "vtoken";
const clock = createTestClock();
const timestamp = String(clock.now() / 1_000);

const header = { event_id: "e1", event_type: "card.action.trigger", token: verificationToken };
const click = { schema: "2.0", header, event: { action: { tag: "button" }, token: "c-1" } };
const text = JSON.stringify(click);

function arrange(options: EventDispatcherOptions = { encryptKey, verificationToken }) {
  const codes: unknown[] = [];
  const seen: unknown[] = [];
  const logger = (_level: string, _message: string, fields: { code?: unknown } = {}): void =>
    void codes.push(fields.code);
  const dispatcher = new EventDispatcher({ clock, logger, ...options });
  dispatcher
    .onCardAction((event) => void seen.push(event))
    .on("card.action.trigger_v1", (event) => void seen.push(event));
  const receive = async (body: string | Uint8Array, headers: Record<string, string> = {}): Promise<string> => {
    const origin: Delivery["origin"] = { type: "webhook", header: (name) => headers[name.toLowerCase()] };
    const { outcome } = await dispatcher.receive({
      body: Buffer.from(body),
      receivedAt: clock.monotonic(),
      background: "process",
      origin,
    });
    return outcome.type === "answered" ? outcome.json : outcome.type === "custom" ? "custom" : outcome.error.code;
  };
  return { codes, seen, receive };
}

function signed(body: string | Uint8Array, at = timestamp, nonce = "123456", secret = encryptKey) {
  return {
    "x-lark-request-timestamp": at,
    "x-lark-request-nonce": nonce,
    "x-lark-signature": sign(secret === encryptKey ? "sha256" : "sha1", { timestamp: at, nonce, secret, body }),
  };
}

describe("a signed request", () => {
  it("is refused wherever its body is cut, whether it was signed before or after", async () => {
    const { receive, seen } = arrange();
    const bytes = Buffer.from(text);
    for (let end = 0; end < bytes.length; end++) {
      const part = bytes.subarray(0, end);
      expect(await receive(part, signed(text)), `cut at ${end}`).toBe("SIGNATURE_INVALID");
      expect(await receive(part, signed(part)), `cut and signed at ${end}`).toBe("BODY_MALFORMED");
    }
    expect(seen).toEqual([]);
  });

  it("is refused with bytes behind its JSON, although a digest can be continued by who does not know the secret", async () => {
    const { receive, seen } = arrange();
    const continued = Buffer.concat([
      Buffer.from(text),
      Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0x10]),
      Buffer.from(text),
    ]);
    expect(await receive(continued, signed(continued))).toBe("BODY_MALFORMED");
    expect(seen).toEqual([]);
  });

  it("does not become fresh again when digits move from its nonce to its timestamp", async () => {
    const { receive, seen } = arrange();
    const old = String(Number(timestamp) - 4_000);
    const headers = signed(text, old, "999888777");
    for (let moved = 0; moved <= 9; moved++) {
      const moving = { ...headers, "x-lark-request-timestamp": old + "999888777".slice(0, moved) };
      const shifted = { ...moving, "x-lark-request-nonce": "999888777".slice(moved) };
      expect(await receive(text, shifted)).toBe("TIMESTAMP_STALE");
    }
    expect(seen).toEqual([]);
  });

  it("that comes again is given the same answer, and no handler runs", async () => {
    const { receive, seen } = arrange();
    const sealed = JSON.stringify({ encrypt: encrypt(encryptKey, text) });
    const answers = [await receive(sealed, signed(sealed)), await receive(sealed, signed(sealed))];
    expect([answers, seen.length]).toEqual([["{}", "{}"], 1]);
  });
});

describe("an encrypted body", () => {
  it("is all that counts: what stands beside it in plain text is not looked at", async () => {
    const { receive, seen } = arrange();
    const beside = { ...click, event: { action: { tag: "forged" } }, token: "other", type: "url_verification" };
    const body = JSON.stringify({ ...beside, challenge: "abc", encrypt: encrypt(encryptKey, text) });
    expect(await receive(body, signed(body))).toBe("{}");
    expect(seen).toEqual([click.event]);
  });

  it("does not change what proof its content needs", async () => {
    const { receive, seen } = arrange();
    const legacy = JSON.stringify({ open_id: "ou_1", token: "c-1", action: { tag: "button" } });
    const sealed = JSON.stringify({ encrypt: encrypt(encryptKey, legacy) });
    expect(await receive(sealed)).toBe("PROOF_MISSING");
    expect(await receive(sealed, signed(sealed))).toBe("PROOF_MISSING");
    const unsigned = JSON.stringify({ encrypt: encrypt(encryptKey, text) });
    expect(await receive(unsigned)).toBe("PROOF_MISSING");
    expect(seen).toEqual([]);
  });
});

describe("a legacy card", () => {
  it.each(["schema", "encrypt", "type", "header", "event"])(
    "needs its signature also when it has a member %s",
    async (key) => {
      const { receive, seen } = arrange({ verificationToken });
      const body = JSON.stringify({ open_id: "ou_1", action: { tag: "button" }, [key]: "2.0" });
      expect(await receive(body)).toMatch(/^(PROOF_MISSING|ENVELOPE_UNKNOWN|DECRYPT_FAILED)$/);
      expect(await receive(body, { "x-lark-signature": "0".repeat(40) })).toBe("SIGNATURE_INVALID");
      expect(seen).toEqual([]);
    },
  );
});

describe("a challenge", () => {
  it.each([1, null, true, ["a"], { toString: "a" }])(
    "that is %j instead of a text is not repeated",
    async (challenge) => {
      const { receive } = arrange();
      const body = JSON.stringify({ type: "url_verification", token: verificationToken, challenge });
      const sealed = JSON.stringify({ encrypt: encrypt(encryptKey, body) });
      expect(await receive(sealed)).toBe("ENVELOPE_UNKNOWN");
    },
  );

  it("in plain text is not repeated where an Encrypt Key is configured, nor with a wrong token anywhere", async () => {
    const challenge = { type: "url_verification", token: verificationToken, challenge: "abc" };
    expect(await arrange().receive(JSON.stringify(challenge))).toBe("NOT_ENCRYPTED");
    const wrong = JSON.stringify({ ...challenge, token: "guess" });
    expect(await arrange({ verificationToken }).receive(wrong)).toBe("TOKEN_INVALID");
  });
});

describe("two deliveries whose ids contain what joins ids", () => {
  it("are two deliveries", async () => {
    const { receive, seen } = arrange();
    const named = (app_id: string, event_id: string): string =>
      JSON.stringify({ ...click, header: { ...header, app_id, event_id } });
    const bodies = [named("a", "b:c"), named("a:b", "c"), named('a","b', "c"), named("a", 'b","c')];
    for (const body of bodies) await receive(body, signed(body));
    expect(seen).toHaveLength(bodies.length);
  });
});

describe("the package", () => {
  it("brings one dependency and no script that runs on installation", () => {
    const { dependencies, scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(Object.keys(dependencies)).toEqual(["ws"]);
    expect(Object.keys(scripts).filter((name) => /install|prepare/.test(name))).toEqual([]);
  });
});

describe("SECURITY.md", () => {
  it("names only files that exist", () => {
    const page = readFileSync(new URL("../../../../SECURITY.md", import.meta.url), "utf8");
    const files = [...page.matchAll(/`([\w/.-]+\.ts)`/g)].map(([, file = ""]) => file);
    const missing = files.filter((file) => !existsSync(new URL(`../${file}`, import.meta.url)));
    expect(files.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });
});
