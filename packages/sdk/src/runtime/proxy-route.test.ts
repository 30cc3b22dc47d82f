import { describe, expect, it } from "vitest";
import { createProxyRoute } from "./proxy-route.ts";

const feishu = "https://open.feishu.cn/open-apis/im/v1/chats";

/** The proxy on the way to a target, as `host:port`. */
function follow(environment: Record<string, string>, target = feishu): string | undefined {
  const proxy = createProxyRoute(undefined, environment)(new URL(target));
  return proxy && `${proxy.host}:${proxy.port}`;
}

describe("the environment", () => {
  it.each([
    [{ HTTPS_PROXY: "http://one:3128" }, feishu, "one:3128"],
    [{ https_proxy: "http://one:3128", HTTPS_PROXY: "http://two:3128" }, feishu, "one:3128"],
    [{ HTTPS_PROXY: "http://one:3128" }, "wss://msg-frontier.feishu.cn/ws/v2", "one:3128"],
    [{ HTTPS_PROXY: "http://one:3128" }, "http://open.feishu.cn/", undefined],
    [{ HTTP_PROXY: "http://one:3128" }, "http://open.feishu.cn/", "one:3128"],
    [{ HTTP_PROXY: "http://one:3128" }, "ws://msg-frontier.feishu.cn/", "one:3128"],
    [{ HTTP_PROXY: "http://one:3128" }, feishu, undefined],
    [{ HTTP_PROXY: "http://one:3128", REQUEST_METHOD: "GET" }, "http://open.feishu.cn/", undefined],
    [{ ALL_PROXY: "http://one:3128" }, feishu, "one:3128"],
    [{ ALL_PROXY: "socks5://one:1080", HTTPS_PROXY: "http://two:3128" }, feishu, "two:3128"],
    [{ HTTPS_PROXY: "" }, feishu, undefined],
    [{}, feishu, undefined],
  ])("of %o leads to %s through %s", (environment, target, proxy) => {
    expect(follow(environment, target)).toBe(proxy);
  });

  it.each([
    ["one", "one:80"],
    ["one:3128", "one:3128"],
    ["http://one/", "one:80"],
    ["https://one", "one:443"],
    ["http://[2001:db8::1]:3128", "2001:db8::1:3128"],
  ])("may write its proxy %s", (address, proxy) => {
    expect(follow({ HTTPS_PROXY: address })).toBe(proxy);
  });

  it.each(["localhost", "sim.localhost", "127.0.0.1", "127.8.9.10", "[::1]"])(
    "never leads to %s through a proxy",
    (host) => {
      expect(follow({ HTTP_PROXY: "http://one:3128", ALL_PROXY: "http://one:3128" }, `http://${host}:9999/`)).toBe(
        undefined,
      );
    },
  );

  it.each([
    ["open.feishu.cn", true],
    ["feishu.cn", true],
    [".feishu.cn", true],
    ["*.feishu.cn", true],
    ["OPEN.Feishu.CN", true],
    ["feishu.cn:443", true],
    ["feishu.cn:8443", false],
    ["u.cn", false],
    ["other.org, feishu.cn", true],
    ["other.org feishu.cn", true],
    ["*", true],
    ["10.0.0.0/8", false],
    [" , ", false],
  ])("with NO_PROXY=%s goes past the proxy: %s", (list, isPast) => {
    expect(follow({ HTTPS_PROXY: "http://one:3128", NO_PROXY: list })).toBe(isPast ? undefined : "one:3128");
  });

  it.each([
    ["10.1.2.3", "10.1.2.3", true],
    ["10.1.2.3:8443", "10.1.2.3", false],
    ["10.0.0.0/8", "10.255.2.3", true],
    ["10.0.0.0/8", "11.0.0.0", false],
    ["192.168.1.128/25", "192.168.1.129", true],
    ["192.168.1.128/25", "192.168.1.127", false],
    ["0.0.0.0/0", "10.1.2.3", true],
    ["2001:db8::1", "[2001:db8::1]", true],
    ["[2001:db8::1]:443", "[2001:db8::1]", true],
    ["[2001:db8::1]:80", "[2001:db8::1]", false],
  ])("with NO_PROXY=%s goes past the proxy to %s: %s", (list, host, isPast) => {
    const environment = { HTTPS_PROXY: "http://one:3128", no_proxy: list };

    expect(follow(environment, `https://${host}/`)).toBe(isPast ? undefined : "one:3128");
  });
});

describe("the option", () => {
  const environment = { HTTPS_PROXY: "http://one:3128", NO_PROXY: "*" };

  it("counts for every target, this machine too, whatever the environment says", () => {
    const route = createProxyRoute(new URL("http://two:3128"), environment);

    expect([feishu, "http://127.0.0.1:9999/"].map((target) => route(new URL(target))?.host)).toEqual(["two", "two"]);
  });

  it("false goes without one", () => {
    expect(createProxyRoute(false, { HTTPS_PROXY: "http://one:3128" })(new URL(feishu))).toBe(undefined);
  });

  it.each(["", "socks5://user:THESECRET@two:1080", "http://", "http://user:%ZZTHESECRET@two:3128", "two:THESECRET"])(
    "%s is refused without being quoted",
    (address) => {
      const refusal = expect.objectContaining({
        code: "CONFIG_INVALID",
        message: expect.not.stringContaining("THESECRET"),
      });

      expect(() => createProxyRoute(address)).toThrow(refusal);
      expect(() => follow({ HTTPS_PROXY: address || "ftp://two" })).toThrow(refusal);
    },
  );
});
