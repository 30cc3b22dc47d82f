import { LarkwireError } from "../../errors.ts";
import { type HttpRequest, type HttpResponse, handleRequest } from "../handle-request.ts";
import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";
import type { BodySink, BodySource } from "../read-body.ts";

/**
 * Answers a web-standard request. What follows the request may be anything; work that goes on after the answer is
 * handed to the first of it that has `waitUntil`, as hosts that freeze after the answer need.
 */
export type FetchHandler = (request: Request, ...surroundings: readonly unknown[]) => Promise<Response>;

interface WaitsUntil {
  waitUntil(work: Promise<unknown>): void;
}

/**
 * Answers callbacks and events wherever a server is a function from `Request` to `Response`: Deno, Bun, Next, Hono, and
 * Workers with Node compatibility.
 *
 * Where nothing in the surroundings has `waitUntil`, the process is taken to live on after the answer.
 * An answer counts as sent when its `Response` is handed back, since these hosts do not tell what becomes of it.
 *
 * @param receivers - a dispatcher for every path (or `options.path`), or dispatchers by path
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @example
 * ```ts
 * import { EventDispatcher } from "larkwire";
 * import { webhook } from "larkwire/fetch";
 *
 * const dispatcher = new EventDispatcher({ encryptKey, verificationToken });
 * export default { fetch: webhook({ "/webhook/event": dispatcher }) };
 * ```
 */
export function webhook(receivers: Receivers, options?: WebhookOptions): FetchHandler {
  const mount = createMount(receivers, options);
  return async (request, ...surroundings) => {
    const host = surroundings.find(waitsUntil);
    // Deno and Bun live on; a host that freezes after the answer gives a waitUntil.
    const background = host === undefined ? "process" : "waitUntil";
    const answer = await handleRequest(mount, toHttpRequest(request, background));
    const response = toResponse(answer);
    const lateWork = answer.settle(true);
    if (lateWork !== undefined) host?.waitUntil(Promise.resolve(lateWork));
    return response;
  };
}

function toHttpRequest(request: Request, background: HttpRequest["background"]): HttpRequest {
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    header: (name) => request.headers.get(name) ?? undefined,
    body: bodyOf(request),
    endsByLength: false,
    background,
  };
}

function bodyOf({ bodyUsed, body }: Request): HttpRequest["body"] {
  if (bodyUsed) {
    const detail =
      "Something has read the request before webhook() could; hand it request.clone(), or read it afterwards";
    return new LarkwireError("BODY_ALREADY_READ", detail);
  }
  return body === null ? new Uint8Array() : readFrom(body);
}

function readFrom(body: ReadableStream<Uint8Array>): BodySource {
  return (sink) => {
    const reader = body.getReader();
    pump(reader, sink).catch(sink.fail);
    return () => void reader.cancel().catch(ignore);
  };
}

async function pump(reader: ReadableStreamDefaultReader<Uint8Array>, sink: BodySink): Promise<void> {
  for (let part = await reader.read(); !part.done; part = await reader.read()) sink.chunk(part.value);
  sink.end();
}

function toResponse({ status, headers, body }: HttpResponse): Response {
  return new Response(body === "" ? null : body, { status, headers });
}

function waitsUntil(candidate: unknown): candidate is WaitsUntil {
  return (
    typeof candidate === "object" &&
    candidate !== null &&
    "waitUntil" in candidate &&
    typeof candidate.waitUntil === "function"
  );
}

function ignore(): void {}
