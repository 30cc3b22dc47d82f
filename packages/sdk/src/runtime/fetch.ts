import type { Clock } from "../ports.ts";
import type { ProxyRoute } from "./proxy-route.ts";
import type { TunnelledFetch } from "./tunnelled-fetch.ts";

/**
 * The fetch of this runtime, looked up at each call so that instrumentation that replaces it is used. Where a proxy is on
 * the way, a fetch over its tunnel is, which is loaded then.
 */
export function createFetch(route: ProxyRoute, clock: Clock): (url: string, init: RequestInit) => Promise<Response> {
  let tunnelled: Promise<TunnelledFetch> | undefined;
  return async (url, init) => {
    const proxy = route(new URL(url));
    if (proxy === undefined) return fetch(url, init);
    tunnelled ??= import("./tunnelled-fetch.ts").then(({ createTunnelledFetch }) => createTunnelledFetch(clock));
    return (await tunnelled)(proxy, url, init);
  };
}
