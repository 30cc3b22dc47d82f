import { type ClientRequest, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { LarkwireError } from "../errors.ts";
import type { Clock } from "../ports.ts";
import type { HttpProxy } from "./http-proxy.ts";

/** The bounds of what a proxy may do before there is a tunnel. */
export const tunnelLimits = {
  /** Less than any call waits by default, so that it is the proxy that gets the blame. */
  tunnelTimeoutMs: 5_000,
  maxProxyHeadBytes: 16_384,
} as const;

/** Where a tunnel leads. */
export interface TunnelTarget {
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Whether TLS is spoken through the tunnel, with the target: the proxy sees nothing of it. */
  readonly secure: boolean;
}

/** The target of an `http:`, `https:`, `ws:` or `wss:` address. */
export function toTunnelTarget({ protocol, hostname, port }: URL): TunnelTarget {
  const secure = protocol === "https:" || protocol === "wss:";
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) || (secure ? 443 : 80), secure };
}

/** What a tunnel takes from its surroundings. */
export interface TunnelPorts {
  readonly clock: Clock;
  /** Gives the tunnel up while it is made. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a connection to a target through a proxy, with the method CONNECT.
 *
 * @throws PROXY_REFUSED, PROXY_UNREACHABLE, PROXY_FAILED
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-connect
 */
export async function openTunnel(proxy: HttpProxy, target: TunnelTarget, ports: TunnelPorts): Promise<Socket> {
  const { host, secure } = target;
  const socket = await askForTunnel(proxy, target, ports);
  if (!secure) return socket;
  return connectTls({ socket, host, servername: isIP(host) === 0 ? host : "", ALPNProtocols: ["http/1.1"] });
}

function askForTunnel(proxy: HttpProxy, target: TunnelTarget, { clock, signal }: TunnelPorts): Promise<Socket> {
  const { tunnelTimeoutMs } = tunnelLimits;
  const destination = toAuthority(target);
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = toConnect(proxy, destination);
    const settle = (): void => {
      cancelTimeout();
      signal?.removeEventListener("abort", abort);
    };
    const fail = (error: unknown): void => {
      settle();
      reject(error);
      request.destroy();
    };
    const abort = (): void => fail(signal?.reason);
    const cancelTimeout = clock.after(tunnelTimeoutMs, () =>
      fail(toError(proxy, "PROXY_UNREACHABLE", `did not answer within ${tunnelTimeoutMs} ms`)),
    );
    signal?.addEventListener("abort", abort);
    request.on("error", (cause: Error & { readonly code?: string }) => fail(toFailure(proxy, cause)));
    request.on("connect", ({ statusCode = 0 }, socket, early) => {
      const refusal = toRefusal(proxy, destination, statusCode, early);
      settle();
      if (refusal === undefined) return resolve(socket);
      socket.destroy();
      reject(refusal);
    });
    request.end();
  });
}

function toConnect({ host, port, secure, authorization }: HttpProxy, destination: string): ClientRequest {
  return (secure ? requestHttps : requestHttp)({
    method: "CONNECT",
    host,
    port,
    path: destination,
    headers: { host: destination, ...(authorization !== undefined && { "proxy-authorization": authorization }) },
    agent: false,
    maxHeaderSize: tunnelLimits.maxProxyHeadBytes,
  });
}

function toAuthority({ host, port }: Pick<TunnelTarget, "host" | "port">): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function toRefusal(proxy: HttpProxy, destination: string, status: number, early: Buffer): LarkwireError | undefined {
  if (status === 407) return toError(proxy, "PROXY_REFUSED", "wants other credentials (HTTP 407)");
  if (status >= 500) return toError(proxy, "PROXY_FAILED", `could not reach ${destination} (HTTP ${status})`);
  if (status < 200 || status >= 300) {
    return toError(proxy, "PROXY_REFUSED", `does not let anybody through to ${destination} (HTTP ${status})`);
  }
  // Through the tunnel it is the client that speaks first.
  return early.length === 0 ? undefined : toError(proxy, "PROXY_FAILED", "sent bytes of its own into the tunnel");
}

function toFailure(proxy: HttpProxy, cause: Error & { readonly code?: string }): LarkwireError {
  const { code = cause.name } = cause;
  if (code.startsWith("HPE_")) return toError(proxy, "PROXY_FAILED", `answered with no HTTP (${code})`, cause);
  return toError(proxy, "PROXY_UNREACHABLE", `cannot be reached (${code})`, cause);
}

/** Says where the proxy is, and never with which credentials. */
function toError(
  proxy: HttpProxy,
  code: "PROXY_REFUSED" | "PROXY_UNREACHABLE" | "PROXY_FAILED",
  detail: string,
  cause?: Error,
): LarkwireError {
  return new LarkwireError(code, `The proxy ${toAuthority(proxy)} ${detail}`, { cause });
}
