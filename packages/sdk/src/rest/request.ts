import { LarkwireError, type PlatformFault } from "../errors.ts";
import type { Clock } from "../ports.ts";
import type { Dialect, WireResponse } from "./dialect.ts";
import { orAborted } from "./policy/wait.ts";
import { readBytes } from "./read-bytes.ts";
import { isRecord, nameOf, reasonOf, toRefusal } from "./refusal.ts";

/** The part of `fetch` that is used. A proxy or instrumentation goes here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How requests leave. */
export interface ApiTransport {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Without a slash at its end. */
  readonly domain: string;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly dialect: Dialect;
}

/** A body that is no JSON, made anew for each try. */
export interface StreamedBody {
  readonly contentType: string;
  /** Not known for a stream whose end is not known. */
  readonly bytes: number | undefined;
  /** Whether it can be made more than once. */
  readonly repeatable: boolean;
  open(watch: BodyWatch): ReadableStream<Uint8Array>;
}

/** Told how a body leaves. */
export interface BodyWatch {
  /** The network has taken what was given, and more is on its way. */
  moved(): void;
  /** There is no more to be had, and why. */
  failed(error: LarkwireError): void;
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
  /** Instead of `data`. */
  readonly body?: StreamedBody | undefined;
  readonly signal?: AbortSignal | undefined;
  /** In whose tenant: limits are counted apart. */
  readonly tenantKey?: string | undefined;
}

/**
 * Sends one request and gives back what the platform answered with code 0.
 *
 * @throws API_REFUSED with the platform's code, message and log id
 * @throws API_UNREACHABLE, API_UNAVAILABLE, API_TIMEOUT, API_MALFORMED
 * @see https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN
 */
export async function sendRequest(transport: ApiTransport, request: WireRequest): Promise<WireResponse> {
  return exchange(transport, request, (response) => readAnswer(transport, request, response));
}

/**
 * Sends one request and gives back the response itself when its body is a file.
 *
 * @throws what {@link sendRequest} throws
 */
export async function openDownload(transport: ApiTransport, request: WireRequest): Promise<Response> {
  return exchange(transport, request, async (response) => {
    const { headers } = response;
    const isJson = /\bjson\b/i.test(headers.get("content-type") ?? "");
    if (response.ok && !(isJson && !headers.has("content-disposition"))) return response;
    await readAnswer(transport, request, response);
    throw new LarkwireError("API_MALFORMED", `${nameOf(request)} was answered without a file`);
  });
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

async function exchange<Result>(
  transport: ApiTransport,
  request: WireRequest,
  read: (response: Response) => Promise<Result>,
): Promise<Result> {
  const { clock, domain, fetch, timeoutMs } = transport;
  const { path, query = "", signal } = request;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal?.reason);
  signal?.addEventListener("abort", abort);
  const expire = (): void =>
    controller.abort(new LarkwireError("API_TIMEOUT", `${nameOf(request)} was not answered within ${timeoutMs} ms`));
  let isOver = false;
  let cancelTimeout = clock.after(timeoutMs, expire);
  const watch: BodyWatch = {
    // A large file may take its time, as long as it moves.
    moved: () => {
      cancelTimeout();
      // The platform may have answered before it has taken the whole file.
      if (!isOver && !controller.signal.aborted) cancelTimeout = clock.after(timeoutMs, expire);
    },
    failed: (error) => controller.abort(error),
  };
  try {
    const answer = async (): Promise<Result> =>
      read(await fetch(`${domain}${path}${query}`, toInit(request, controller.signal, watch)));
    // The app's own fetch may not look at the signal.
    return await orAborted(answer(), controller.signal);
  } catch (cause) {
    controller.signal.throwIfAborted();
    if (LarkwireError.is(cause)) throw cause;
    throw new LarkwireError("API_UNREACHABLE", `${nameOf(request)} got no answer (${reasonOf(cause)})`, { cause });
  } finally {
    isOver = true;
    cancelTimeout();
    signal?.removeEventListener("abort", abort);
  }
}

type Init = RequestInit & { readonly duplex?: "half" };

function toInit({ method, token, data, body }: WireRequest, signal: AbortSignal, watch: BodyWatch): Init {
  const headers: Record<string, string> = {};
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  // A redirect would carry credentials to wherever it points.
  const init = { method, signal, redirect: "manual", headers } as const;
  if (body !== undefined) {
    headers["content-type"] = body.contentType;
    if (body.bytes !== undefined) headers["content-length"] = String(body.bytes);
    return { ...init, body: body.open(watch), duplex: "half" };
  }
  if (data === undefined) return init;
  headers["content-type"] = "application/json; charset=utf-8";
  return { ...init, body: JSON.stringify(data) };
}

async function readAnswer(
  { maxResponseBytes, dialect }: ApiTransport,
  request: WireRequest,
  response: Response,
): Promise<WireResponse> {
  const { status, headers } = response;
  const content = parseBody(await readBytes(response, maxResponseBytes));
  const body = content && dialect(content, status);
  if (body?.code === 0) return body;
  if (body === undefined) {
    const detail = `${nameOf(request)} was answered HTTP ${status} without a code`;
    throw new LarkwireError(status >= 500 ? "API_UNAVAILABLE" : "API_MALFORMED", detail);
  }
  throw toRefusal(request, toFault(body, headers));
}

function parseBody(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(utf8.decode(bytes));
    return isRecord(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function toFault({ code, msg, error }: WireResponse, headers: Headers): PlatformFault {
  const { log_id, troubleshooter } = isRecord(error) ? error : {};
  const resetSeconds = Number(headers.get("x-ogw-ratelimit-reset") ?? Number.NaN);
  return {
    code,
    msg,
    logId: headers.get("x-tt-logid") ?? toText(log_id),
    troubleshooter: toText(troubleshooter),
    ...(resetSeconds >= 0 && { retryAfterMs: resetSeconds * 1_000 }),
  };
}

function toText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, 1_000) : undefined;
}
