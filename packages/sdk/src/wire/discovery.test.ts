import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Domain } from "../domain.ts";
import { encodeDiscoveryRequest, parseDiscovery, storeAppRefusedCode } from "./discovery.ts";
import { defaultSettings } from "./settings.ts";

const url =
  "wss://msg-frontier.feishu.cn/ws/v2?fpid=493&aid=552564&device_id=7123456789012345678&access_key=00112233445566778899aabbccddeeff&service_id=33554678&ticket=0f8fad5b-d9cb-469f-a165-70867728950e";
const ok = (data: unknown): string => JSON.stringify({ code: 0, msg: "ok", data });
const parse = (body: string, status = 200, domain: string = Domain.Feishu) => parseDiscovery(status, body, domain);
const codeOf = (answer: ReturnType<typeof parse>) => (answer.type === "endpoint" ? "endpoint" : answer.error.code);

describe("parseDiscovery", () => {
  it("reads the answer of the protocol reference", () => {
    const ClientConfig = { ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30, PingInterval: 90 };

    expect(parse(ok({ URL: url, ClientConfig }))).toEqual({
      type: "endpoint",
      url,
      connectionId: "7123456789012345678",
      serviceId: 33554678,
      settings: { reconnectCount: -1, reconnectIntervalMs: 120_000, reconnectNonceMs: 30_000, pingIntervalMs: 90_000 },
    });
  });

  it("falls back to the defaults where the settings are missing", () => {
    expect(parse(ok({ URL: url }))).toMatchObject({ type: "endpoint", settings: defaultSettings });
  });

  it.each([
    [1, "retry", "ENDPOINT_BUSY"],
    [1000040343, "retry", "ENDPOINT_BUSY"],
    [403, "fatal", "ENDPOINT_REFUSED"],
    [514, "fatal", "CREDENTIALS_REFUSED"],
    [10003, "fatal", "CREDENTIALS_REFUSED"],
    [10014, "fatal", "CREDENTIALS_REFUSED"],
    [1000040346, "fatal", "CREDENTIALS_REFUSED"],
    [1000040350, "fatal", "CONNECTION_LIMIT"],
    [1000040351, "fatal", "WRONG_DOMAIN"],
    [storeAppRefusedCode, "fatal", "STORE_APP_REFUSED"],
    [987654, "fatal", "ENDPOINT_REFUSED"],
  ])("takes body code %i as %s %s", (code, type, name) => {
    const answer = parse(JSON.stringify({ code, msg: "because", data: {} }));

    expect(answer).toMatchObject({ type, error: { code: name, platform: { code, msg: "because" } } });
  });

  it("needs no data to read a refusal", () => {
    expect(codeOf(parse('{"code":514,"msg":"auth failed"}'))).toBe("CREDENTIALS_REFUSED");
  });

  it("recognises a store app by the words", () => {
    expect(codeOf(parse('{"code":99,"msg":"store app is not supported"}'))).toBe("STORE_APP_REFUSED");
    expect(codeOf(parse('{"code":99,"msg":"ISV app cannot use it"}'))).toBe("STORE_APP_REFUSED");
  });

  it("takes a refusal that comes with HTTP status 400 for final, and a bare status for passing", () => {
    expect(parse('{"code":1000040346,"msg":"app_id is invalid"}', 400)).toMatchObject({ type: "fatal" });
    expect(parse("Bad Gateway", 502)).toMatchObject({ type: "retry", error: { code: "ENDPOINT_BUSY" } });
    expect(parse("", 302)).toMatchObject({ type: "retry", error: { code: "ENDPOINT_MALFORMED" } });
  });

  it.each([
    ["no JSON", "<html>sign in to the hotel</html>"],
    ["no object", "[]"],
    ["null", "null"],
    ["no data", '{"code":0}'],
    ["null data", '{"code":0,"data":null}'],
    ["a code that is text", `{"code":"0","data":{"URL":"${url}"}}`],
    ["no URL", ok({})],
    ["a URL that is a number", ok({ URL: 5 })],
    ["a URL that is none", ok({ URL: "msg-frontier" })],
    ["another scheme", ok({ URL: "https://msg-frontier.feishu.cn/?service_id=1" })],
    ["a fragment in the URL", ok({ URL: `${url}#x` })],
    ["no service_id", ok({ URL: "wss://host/ws/v2?fpid=1&device_id=2" })],
    ["a service_id beyond 32 bits", ok({ URL: "wss://host/ws/v2?fpid=1&service_id=2147483648" })],
  ])("counts %s as malformed, which may pass", (_, body) => {
    expect(parse(body)).toMatchObject({ type: "retry", error: { code: "ENDPOINT_MALFORMED" } });
  });

  it("refuses a ws address from an https domain, and takes one from an http domain", () => {
    const address = url.replace("wss:", "ws:");

    expect(parse(ok({ URL: address }))).toMatchObject({ type: "fatal", error: { code: "ENDPOINT_INSECURE" } });
    expect(parse(ok({ URL: address }), 200, "HTTPS://open.feishu.cn")).toMatchObject({ type: "fatal" });
    expect(parse(ok({ URL: address }), 200, "http://127.0.0.1:8080")).toMatchObject({ type: "endpoint" });
  });

  it("puts neither credentials nor line breaks of the platform's words into an error", () => {
    const insecure = parse(ok({ URL: url.replace("wss:", "ws:") }));
    const talkative = parse(JSON.stringify({ code: 99, msg: `a\nb\u001b[31m${"x".repeat(1_000)}` }));

    expect(insecure.type === "fatal" && insecure.error.message).not.toMatch(/ticket|0f8fad5b|00112233/);
    const message = talkative.type === "fatal" ? talkative.error.message : "";
    expect(message).toContain("a b");
    expect(message.length).toBeLessThan(400);
    expect([...message].every((letter) => letter >= " ")).toBe(true);
  });

  it("never throws, whatever the answer is", () => {
    fc.assert(
      fc.property(
        fc.nat(600),
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((value) => JSON.stringify({ code: 0, data: value })),
        ),
        (status, body) => {
          expect(["endpoint", "retry", "fatal"]).toContain(parse(String(body), status).type);
        },
      ),
    );
  });
});

describe("encodeDiscoveryRequest", () => {
  it("names the fields as the platform does", () => {
    expect(JSON.parse(encodeDiscoveryRequest({ appId: "cli_0", appSecret: "s" }))).toEqual({
      AppID: "cli_0",
      AppSecret: "s",
    });
    expect(JSON.parse(encodeDiscoveryRequest({ appId: "cli_0", clientAssertion: "a.b.c" }))).toEqual({
      AppID: "cli_0",
      AppSecret: "",
      ClientAssertion: "a.b.c",
    });
  });
});
