import { LarkwireError } from "../../errors.ts";
import { type HttpRequest, type HttpResponse, handleRequest } from "../handle-request.ts";
import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";
import type { BodySource } from "../read-body.ts";

/** What is used of `http.IncomingMessage`, and what body parsers leave on it; HTTP/2 requests fit too. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly httpVersionMajor: number;
  readonly complete: boolean;
  readonly readableDidRead: boolean;
  readonly readableEncoding: string | null;
  readonly rawBody?: unknown;
  readonly body?: unknown;
  on(event: "data", listener: (chunk: Uint8Array) => void): unknown;
  on(event: "end" | "close", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** What is used of `http.ServerResponse`; HTTP/2 responses fit too. */
export interface NodeResponse {
  readonly headersSent: boolean;
  writeHead(status: number, headers: Record<string, string | number>): unknown;
  end(body: string): unknown;
  on(event: "finish" | "close", listener: () => void): unknown;
}

/** A request listener that is also a connect-style middleware. */
export type NodeListener = (request: NodeRequest, response: NodeResponse, next?: (error?: unknown) => void) => void;

/**
 * Answers callbacks and events over HTTP: a listener for `http`, `https` and `http2` servers, and a middleware for
 * connect, express and their like. Mount it before any body parser; the signature covers the raw bytes.
 *
 * Where it is a middleware, requests for other paths go on to the next one; elsewhere they are answered 404.
 *
 * @param receivers - a dispatcher for every path (or `options.path`), or dispatchers by path
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { EventDispatcher } from "larkwire";
 * import { webhook } from "larkwire/node";
 *
 * const dispatcher = new EventDispatcher({ encryptKey: process.env.ENCRYPT_KEY });
 * createServer(webhook({ "/webhook/event": dispatcher })).listen(7777);
 * ```
 */
export function webhook(receivers: Receivers, options?: WebhookOptions): NodeListener {
  const mount = createMount(receivers, options);
  return (request, response, next) => {
    const path = request.url?.split("?", 1)[0] ?? "/";
    if (next !== undefined && mount.find(path) === undefined) {
      next();
      return;
    }
    // HTTP/2 would end the process for an error that nobody hears; `close` follows and is acted upon.
    request.on("error", ignore);
    const departure = trackDeparture(response);
    void handleRequest(mount, toHttpRequest(request, path)).then((answer) => {
      departure.tell(answer);
      write(request, response, answer);
    });
  };
}

function ignore(): void {}

function toHttpRequest(request: NodeRequest, path: string): HttpRequest {
  return {
    method: request.method ?? "",
    path,
    header: (name) => {
      const value = request.headers[name];
      return typeof value === "string" ? value : value?.[0];
    },
    body: bodyOf(request),
  };
}

function bodyOf(request: NodeRequest): HttpRequest["body"] {
  const { rawBody, body } = request;
  if (rawBody instanceof Uint8Array) return rawBody;
  if (typeof rawBody === "string") return Buffer.from(rawBody);
  if (!request.readableDidRead && request.readableEncoding === null) return readFrom(request);
  if (body instanceof Uint8Array) return body;
  const detail =
    "A body parser has read the request before webhook() could; mount webhook() above it, or let it keep request.rawBody";
  return new LarkwireError("BODY_ALREADY_READ", detail);
}

function readFrom(request: NodeRequest): BodySource {
  return (sink) => {
    request.on("data", sink.chunk);
    request.on("end", sink.end);
    // Comes after `end` too, and is ignored then.
    request.on("close", sink.fail);
    // What still comes after a refusal flows into the closed sink.
    return ignore;
  };
}

/** Tells an answer once what became of its response, whether that is known before or after the answer. */
function trackDeparture(response: NodeResponse): { tell(answer: HttpResponse): void } {
  let answer: HttpResponse | undefined;
  let sent: boolean | undefined;
  const decide = (outcome: boolean): void => {
    if (sent !== undefined) return;
    sent = outcome;
    void answer?.settle(sent);
  };
  response.on("finish", () => decide(true));
  response.on("close", () => decide(false));
  return {
    tell: (given) => {
      answer = given;
      if (sent !== undefined) void answer.settle(sent);
    },
  };
}

function write(request: NodeRequest, response: NodeResponse, { status, headers, body }: HttpResponse): void {
  // Something else, such as a timeout middleware, has answered in the meantime.
  if (response.headersSent) return;
  const unread = !request.complete && request.httpVersionMajor < 2;
  response.writeHead(status, {
    ...headers,
    "content-length": Buffer.byteLength(body),
    ...(unread && { connection: "close" }),
  });
  response.end(body);
}
