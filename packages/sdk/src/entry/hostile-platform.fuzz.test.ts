import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import { maskUrl } from "../long-connection/mask-url.ts";
import { parsePong } from "../long-connection/pong.ts";
import { resolveFuzzScale } from "../testing/fuzz-scale.ts";
import { decodeAnswer } from "../wire/answer.ts";
import { type DiscoveryAnswer, encodeDiscoveryRequest, parseDiscovery } from "../wire/discovery.ts";
import { parseHandshakeRefusal } from "../wire/handshake.ts";
import { applySettings, type ConnectionSettings, defaultSettings } from "../wire/settings.ts";

// Whatever answers at the domain need not be the platform.

const scale = resolveFuzzScale();
const parameters = { numRuns: scale.runs(1_000, 100_000), seed: scale.seed };
const timeout = scale.runs(20_000, 300_000);

const planted = "planted-ticket-31f0";
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, -1, 1e308, 2 ** 31, 2 ** 53, 0.1, 1, 403, 514, 1000040350),
);
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "a\nb", "\u001b[2J", "\ud800", `store app ${"x".repeat(5_000)}`),
);
const anyJson = fc.oneof(number, text, fc.jsonValue(), fc.constant({ __proto__: null }));
const config = fc.oneof(
  anyJson,
  fc.dictionary(fc.constantFrom("ReconnectCount", "ReconnectInterval", "ReconnectNonce", "PingInterval"), anyJson),
);
const address = fc
  .tuple(fc.constantFrom("wss://", "ws://", "WS://", "https://", "//", ""), fc.webAuthority(), text, text)
  .map(([scheme, host, device, more]) => {
    const query = new URLSearchParams({ service_id: "1", device_id: device, ticket: planted, [`x${more}`]: planted });
    return `${scheme}${host}/ws?${query}`;
  });
const body = fc.oneof(
  text,
  fc
    .record({
      code: fc.oneof(fc.constant(0), anyJson),
      msg: anyJson,
      data: fc.record({ URL: address, ClientConfig: config }),
    })
    .map((value) => JSON.stringify(value)),
);
const steering = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

function expectSane({
  reconnectCount,
  reconnectIntervalMs,
  reconnectNonceMs,
  pingIntervalMs,
}: ConnectionSettings): void {
  expect(Number.isInteger(reconnectCount) && reconnectCount >= -1).toBe(true);
  expect([pingIntervalMs, reconnectIntervalMs].every((ms) => ms >= 1_000 && ms <= 600_000)).toBe(true);
  expect(reconnectNonceMs >= 0 && reconnectNonceMs <= 600_000).toBe(true);
}

function expectCoded(error: LarkwireError): void {
  expect(LarkwireError.is(error)).toBe(true);
  expect(error.message).not.toMatch(steering);
  expect(error.message).not.toContain(planted);
}

describe("an answer to endpoint discovery", () => {
  it("is an address as safe as the domain with settings in bounds, or a coded error on one line", { timeout }, () => {
    fc.assert(
      fc.property(fc.constantFrom(200, 200, 301, 403, 429, 500), body, fc.boolean(), (status, answered, secure) => {
        const answer: DiscoveryAnswer = parseDiscovery(status, answered, `${secure ? "https" : "http"}://open.test`);
        if (answer.type !== "endpoint") {
          expectCoded(answer.error);
          return;
        }
        expect(new URL(answer.url).protocol).toBeOneOf(secure ? ["wss:"] : ["wss:", "ws:"]);
        expectSane(answer.settings);
        expect(maskUrl(answer.url)).not.toContain(planted);
        expect(maskUrl(answer.url)).not.toMatch(steering);
      }),
      parameters,
    );
  });
});

describe("a pong", () => {
  it("changes settings within their bounds or not at all, whatever bytes it carries", { timeout }, () => {
    const payload = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      config.map((value) => Buffer.from(JSON.stringify(value) ?? "")),
    );
    fc.assert(
      fc.property(payload, (bytes) => expectSane(applySettings(defaultSettings, parsePong(bytes)))),
      parameters,
    );
    expect(applySettings(defaultSettings, parsePong(Buffer.from('{"PingInterval":1e400}')))).toEqual(defaultSettings);
  });
});

describe("a refused handshake", () => {
  it("is a coded error on one line, whatever its headers say", { timeout }, () => {
    const value = fc.option(fc.oneof(text, fc.constantFrom("403", "514", "1000040350", "9".repeat(40))), {
      nil: undefined,
    });
    fc.assert(
      fc.property(fc.integer(), fc.array(value, { minLength: 3, maxLength: 3 }), (status, values) => {
        const names = ["handshake-status", "handshake-msg", "handshake-autherrcode"];
        expectCoded(parseHandshakeRefusal(status, (name) => values[names.indexOf(name.toLowerCase())]).error);
      }),
      parameters,
    );
  });
});

describe("the payload of an answer frame", () => {
  it("is read, or refused as FRAME_MALFORMED", { timeout }, () => {
    const payload = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.record({ code: anyJson, data: anyJson }).map((value) => Buffer.from(JSON.stringify(value))),
    );
    fc.assert(
      fc.property(payload, (bytes) => {
        const frame = { SeqID: 0n, LogID: 0n, service: 0, method: 1, headers: [], payload: bytes };
        let code: unknown = "read";
        try {
          decodeAnswer(frame);
        } catch (error) {
          code = LarkwireError.is(error) ? error.code : error;
        }
        expect(code).toBeOneOf(["read", "FRAME_MALFORMED"]);
      }),
      parameters,
    );
  });
});

describe("the request for an endpoint", () => {
  it("carries the credentials as they are, whatever characters they have", { timeout }, () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (appId, appSecret) => {
        const sent: unknown = JSON.parse(encodeDiscoveryRequest({ appId, appSecret }));
        expect(sent).toEqual({ AppID: appId, AppSecret: appSecret });
      }),
      parameters,
    );
  });
});
