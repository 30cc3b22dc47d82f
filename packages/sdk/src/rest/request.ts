import { LarkwireError } from "../errors.ts";
import type { Clock } from "../ports.ts";
import { readBytes } from "./read-bytes.ts";

/** The part of `fetch` that is used. A proxy, retries or instrumentation go here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How requests leave. */
export interface ApiTransport {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Without a slash at its end. */
  readonly domain: string;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Begins with a slash; without the query, so that errors may show it. */
  readonly path: string;
  /** Begins with a question mark, or is empty. */
  readonly query?: string | undefined;
  readonly token?: string | undefined;
  readonly data?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** The body of every response of the platform; token APIs put their fields beside `code`, others into `data`. */
export interface WireResponse {
  readonly code: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/**
 * Sends one request and gives back what the platform answered with code 0.
 *
 * @throws API_REFUSED with the platform's code, message and log id
 * @throws API_UNREACHABLE, API_TIMEOUT, API_MALFORMED
 * @see https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN
 */
export async function sendRequest(transport: ApiTransport, request: WireRequest): Promise<WireResponse> {
  const { status, logId, bytes } = await exchange(transport, request);
  const body = parseBody(bytes);
  if (body === undefined)
    throw new LarkwireError("API_MALFORMED", `${nameOf(request)} was answered HTTP ${status} without a code`);
  if (body.code === 0) return body;
  const platform = { code: body.code, msg: body.msg, logId: logId ?? logIdOf(body) };
  const ids = platform.logId === undefined ? "" : `, log id ${platform.logId}`;
  throw new LarkwireError("API_REFUSED", `${nameOf(request)} was answered ${body.code}: ${body.msg}${ids}`, {
    platform,
  });
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

interface Exchange {
  readonly status: number;
  readonly logId: string | undefined;
  readonly bytes: Uint8Array;
}

async function exchange(transport: ApiTransport, request: WireRequest): Promise<Exchange> {
  const { clock, domain, fetch, maxResponseBytes, timeoutMs } = transport;
  const { path, query = "", signal } = request;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const init = toInit(request, controller.signal);
  const abort = (): void => controller.abort(signal?.reason);
  signal?.addEventListener("abort", abort);
  const cancelTimeout = clock.after(timeoutMs, () => {
    controller.abort(new LarkwireError("API_TIMEOUT", `${nameOf(request)} was not answered within ${timeoutMs} ms`));
  });
  try {
    const response = await fetch(`${domain}${path}${query}`, init);
    const bytes = await readBytes(response, maxResponseBytes);
    return { status: response.status, logId: response.headers.get("x-tt-logid") ?? undefined, bytes };
  } catch (cause) {
    controller.signal.throwIfAborted();
    if (LarkwireError.is(cause)) throw cause;
    throw new LarkwireError("API_UNREACHABLE", `${nameOf(request)} got no answer (${reasonOf(cause)})`, { cause });
  } finally {
    cancelTimeout();
    signal?.removeEventListener("abort", abort);
  }
}

function toInit({ method, token, data }: WireRequest, signal: AbortSignal): RequestInit {
  return {
    method,
    signal,
    // A redirect would carry credentials to wherever it points.
    redirect: "manual",
    headers: {
      ...(data !== undefined && { "content-type": "application/json; charset=utf-8" }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(data !== undefined && { body: JSON.stringify(data) }),
  };
}

function parseBody(bytes: Uint8Array): WireResponse | undefined {
  try {
    const body: unknown = JSON.parse(utf8.decode(bytes));
    if (!isRecord(body)) return undefined;
    const { code, msg = "" } = body;
    return typeof code === "number" ? { ...body, code, msg: String(msg).slice(0, 1_000) } : undefined;
  } catch {
    return undefined;
  }
}

function logIdOf({ error }: WireResponse): string | undefined {
  const { log_id } = isRecord(error) ? error : {};
  return typeof log_id === "string" ? log_id : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function nameOf({ method, path }: WireRequest): string {
  return `${method} ${path}`;
}

/** "fetch failed" says nothing; the system's code beneath it does. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown reason";
  const { cause: beneath } = cause;
  if (beneath instanceof Error) return "code" in beneath ? String(beneath.code) : beneath.name;
  return cause.name;
}
