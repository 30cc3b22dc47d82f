import { LarkwireError } from "../../errors.ts";
import { type HttpRequest, type HttpResponse, handleRequest } from "../handle-request.ts";
import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";
import type { NodeListener, NodeRequest, NodeResponse } from "../node-listener.ts";
import type { BodySource } from "../read-body.ts";

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
    const path = pathOf(request.url ?? "/");
    if (next !== undefined && mount.find(path) === undefined) {
      next();
      return;
    }
    // HTTP/2 alone would end the process for an error that nobody hears; `close` follows and is acted upon.
    if (request.httpVersionMajor > 1) request.on("error", ignore);
    let answer: HttpResponse | undefined;
    let closed = false;
    // Comes once for every response: after it was sent, or when the connection went away before.
    response.on("close", () => {
      closed = true;
      void answer?.settle(isSent(response));
    });
    void handleRequest(mount, toHttpRequest(request, path)).then((given) => {
      // Something else, such as a timeout middleware, may have answered in the meantime.
      if (closed || response.headersSent) {
        void given.settle(false);
        return;
      }
      answer = given;
      write(request, response, answer);
    });
  };
}

function ignore(): void {}

function pathOf(url: string): string {
  const queryAt = url.indexOf("?");
  return queryAt === -1 ? url : url.slice(0, queryAt);
}

/** HTTP/2 responses do not know when they were flushed, only that everything was handed over. */
function isSent({ writableFinished, writableEnded }: NodeResponse): boolean {
  return writableFinished ?? writableEnded;
}

function toHttpRequest(request: NodeRequest, path: string): HttpRequest {
  return {
    method: request.method ?? "",
    path,
    header: (name) => {
      const value = request.headers[name.toLowerCase()];
      return typeof value === "string" ? value : value?.[0];
    },
    body: bodyOf(request),
    endsByLength: request.httpVersionMajor === 1,
    background: "process",
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

function write(request: NodeRequest, response: NodeResponse, { status, headers, body }: HttpResponse): void {
  // The spread stands last: Node walks such an object four times faster than one that was spread first and added to.
  const framed: Record<string, string | number> = { "content-length": Buffer.byteLength(body), ...headers };
  // The rest of the body would be taken for the next request.
  if (!request.complete && request.httpVersionMajor < 2) framed.connection = "close";
  response.writeHead(status, framed);
  response.end(body);
}
