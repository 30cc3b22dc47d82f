import { LarkwireError } from "../errors.ts";
import type { HttpRequest, HttpResponse } from "./handle-request.ts";
import type { WebhookLimits } from "./mount.ts";
import type { BodySink, BodySource } from "./read-body.ts";

/** What keeps a host awake after the answer. */
export interface WaitsUntil {
  waitUntil(work: Promise<unknown>): void;
}

/** A web-standard request as every adapter gives it. */
export function toHttpRequest(
  request: Request,
  background: HttpRequest["background"],
  limits: WebhookLimits,
): HttpRequest {
  return {
    method: request.method,
    path: pathOf(request.url),
    header: (name) => request.headers.get(name) ?? undefined,
    body: bodyOf(request, limits),
    endsByLength: false,
    background,
  };
}

/** A request's address is whole and normal, so that there is nothing to parse. */
function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const end = url.slice(start).search(/[?#]/);
  return end === -1 ? url.slice(start) : url.slice(start, start + end);
}

function bodyOf(request: Request, limits: WebhookLimits): HttpRequest["body"] {
  if (request.bodyUsed) {
    const detail =
      "Something has read the request before webhook() could; hand it request.clone(), or read it afterwards";
    return new LarkwireError("BODY_ALREADY_READ", detail);
  }
  if (isShort(request.headers, limits)) return readWhole(request);
  return request.body === null ? new Uint8Array() : readFrom(request.body);
}

/**
 * Whether the host ends the body at a length that was announced and is no more than one request's share of what all may hold: what
 * comes of it is counted only when all of it is there.
 */
function isShort(headers: Headers, { maxInFlight, maxInFlightBytes }: WebhookLimits): boolean {
  const announced = headers.get("content-length") ?? "";
  if (!/^\d+$/.test(announced) || headers.has("transfer-encoding")) return false;
  return Number(announced) <= maxInFlightBytes / maxInFlight;
}

/** Servers have a short way for whole bodies, without a web stream. */
function readWhole(request: Request): BodySource {
  return (sink) => {
    request.arrayBuffer().then((bytes) => {
      sink.chunk(new Uint8Array(bytes));
      sink.end();
    }, sink.fail);
    return ignore;
  };
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

/** A web-standard response. */
export function toResponse({ status, headers, body }: HttpResponse): Response {
  return new Response(body === "" ? null : body, { status, headers });
}

/** Tells the part of a host's surroundings that keeps it awake. */
export function waitsUntil(candidate: unknown): candidate is WaitsUntil {
  return (
    typeof candidate === "object" &&
    candidate !== null &&
    "waitUntil" in candidate &&
    typeof candidate.waitUntil === "function"
  );
}

function ignore(): void {}
