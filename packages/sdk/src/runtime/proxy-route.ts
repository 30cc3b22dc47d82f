import { type HttpProxy, parseHttpProxy } from "./http-proxy.ts";
import { parseNoProxy } from "./no-proxy.ts";

/** The proxy on the way to a target; none when it is reached directly. */
export type ProxyRoute = (target: URL) => HttpProxy | undefined;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Follows an address to all targets, `false` to none, and otherwise the environment, as curl does: `HTTPS_PROXY`,
 * `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in capitals or not. The environment never leads to this machine through a proxy.
 *
 * @throws CONFIG_INVALID when the address is none; the route throws it for an address of the environment
 */
export function createProxyRoute(
  option: string | URL | false | undefined,
  environment: Environment = readEnvironment(),
): ProxyRoute {
  if (option === false) return () => undefined;
  if (option === undefined) return followEnvironment(environment);
  const proxy = parseHttpProxy("proxy", option);
  return () => proxy;
}

/** Deno and Bun follow these variables by themselves. */
function readEnvironment(): Environment {
  const isNode = typeof process !== "undefined" && !("Deno" in globalThis) && !("Bun" in globalThis);
  return isNode ? process.env : {};
}

const variablesOf: Readonly<Record<string, readonly string[]>> = {
  "https:": ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"],
  "http:": ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"],
};
const webSocketSchemes: Readonly<Record<string, string>> = { "wss:": "https:", "ws:": "http:" };

function followEnvironment(environment: Environment): ProxyRoute {
  const bypasses = parseNoProxy(environment.no_proxy || environment.NO_PROXY || "");
  const proxies = new Map<string, HttpProxy>();
  return (target) => {
    if (isLoopback(target.hostname)) return undefined;
    const variables = variablesOf[webSocketSchemes[target.protocol] ?? target.protocol] ?? [];
    const name = variables.find((variable) => environment[variable] && !isForged(variable, environment));
    if (name === undefined || bypasses(target)) return undefined;
    const proxy = proxies.get(name) ?? parseHttpProxy(name, environment[name] ?? "");
    proxies.set(name, proxy);
    return proxy;
  };
}

/** In a CGI script HTTP_PROXY is the request's header `Proxy`. */
function isForged(variable: string, { REQUEST_METHOD }: Environment): boolean {
  return variable === "HTTP_PROXY" && REQUEST_METHOD !== undefined;
}

function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
