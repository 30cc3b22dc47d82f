import { LarkwireError } from "../errors.ts";
import { type HttpRequest, type HttpResponse, handleRequest } from "./handle-request.ts";
import type { Mount } from "./mount.ts";
import type { BodySource } from "./read-body.ts";

/** What is used of `http.IncomingMessage`, and what body parsers leave on it; HTTP/2 requests fit too. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Express keeps the whole address here where it has cut a mounted path off `url`. */
  readonly originalUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly httpVersionMajor: number;
  readonly complete: boolean;
  readonly readableDidRead: boolean;
  readonly readableEncoding: string | null;
  /** HTTP/2 has one for each request and its response. */
  readonly stream?: { on(event: "finish", listener: () => void): unknown; close(): void } | undefined;
  readonly rawBody?: unknown;
  readonly body?: unknown;
  on(event: "data", listener: (chunk: Uint8Array) => void): unknown;
  on(event: "end" | "close", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** What is used of `http.ServerResponse`; HTTP/2 responses fit too. */
export interface NodeResponse {
  readonly headersSent: boolean;
  readonly writableEnded: boolean;
  readonly writableFinished?: boolean | undefined;
  writeHead(status: number, headers: Record<string, string | number>): unknown;
  end(body: string): unknown;
  on(event: "close", listener: () => void): unknown;
}

/** A request listener that is also a connect-style middleware. */
export type NodeListener = (request: NodeRequest, response: NodeResponse, next?: (error?: unknown) => void) => void;

/**
 * What every host of Node's own requests and responses shares.
 *
 * @param advice - what to change when something else has read the body before
 * @param addressOf - where to look for the path
 */
export function createNodeListener(
  mount: Mount,
  advice: string,
  addressOf: (request: NodeRequest) => string | undefined = ({ url }) => url,
): NodeListener {
  return (request, response, next) => {
    const path = pathOf(addressOf(request) ?? "/");
    if (next !== undefined && mount.find(path) === undefined) {
      next();
      return;
    }
    // HTTP/2 alone would end the process for an error that nobody hears; `close` follows and is acted upon.
    if (request.httpVersionMajor > 1) request.on("error", ignore);
    const closing = whenClosed(response);
    void handleRequest(mount, toHttpRequest(request, path, advice)).then((answer) => {
      // Something else, such as a timeout middleware, may have answered in the meantime.
      if (response.headersSent) void answer.settle(false);
      else if (closing.settles(answer)) write(request, response, answer);
    });
  };
}

function ignore(): void {}

function pathOf(url: string): string {
  if (!url.startsWith("/")) return pathOfWhole(url);
  const queryAt = url.indexOf("?");
  return queryAt === -1 ? url : url.slice(0, queryAt);
}

/** Through a proxy a request may name the whole address, and a server must take it (RFC 9112, 3.2.2). */
function pathOfWhole(address: string): string {
  return URL.canParse(address) ? new URL(address).pathname : address;
}

/** Sees how a response ends, which comes once for every one: after it was sent, or when the connection went away before. */
export function whenClosed(response: NodeResponse): { settles(answer: HttpResponse): boolean } {
  let open = true;
  let awaited: HttpResponse | undefined;
  response.on("close", () => {
    open = false;
    void awaited?.settle(isSent(response));
  });
  return {
    /** Settles the answer when the response has closed; `false` when that was before there was an answer. */
    settles: (answer) => {
      awaited = answer;
      if (!open) void answer.settle(false);
      return open;
    },
  };
}

/** HTTP/2 responses do not know when they were flushed, only that everything was handed over. */
function isSent({ writableFinished, writableEnded }: NodeResponse): boolean {
  return writableFinished ?? writableEnded;
}

/** A request of Node's own, as every adapter gives it. */
export function toHttpRequest(request: NodeRequest, path: string, advice: string): HttpRequest {
  return {
    method: request.method ?? "",
    path,
    header: (name) => {
      const value = request.headers[name.toLowerCase()];
      return typeof value === "string" ? value : value?.[0];
    },
    body: bodyOf(request, advice),
    endsByLength: request.httpVersionMajor === 1,
    background: "process",
  };
}

/** The raw bytes that a body parser kept are as good as unread ones. */
function bodyOf(request: NodeRequest, advice: string): HttpRequest["body"] {
  const { rawBody, body } = request;
  if (rawBody instanceof Uint8Array) return rawBody;
  if (typeof rawBody === "string") return Buffer.from(rawBody);
  if (!request.readableDidRead && request.readableEncoding === null) return readFrom(request);
  if (body instanceof Uint8Array) return body;
  return new LarkwireError("BODY_ALREADY_READ", `Something has read the request before webhook() could; ${advice}`);
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

/**
 * Keeps the rest of a body that was answered before its end from being waited for, or taken for the next request: HTTP/1.1 closes the
 * connection, and says so in the headers that this returns; HTTP/2 resets the stream when the response has left.
 */
export function dismissRest({ complete, httpVersionMajor, stream }: NodeRequest): Readonly<Record<string, string>> {
  if (complete) return {};
  if (httpVersionMajor < 2) return { connection: "close" };
  stream?.on("finish", () => stream.close());
  return {};
}

function write(request: NodeRequest, response: NodeResponse, { status, headers, body }: HttpResponse): void {
  // The answer's headers stand last: Node walks such an object four times faster than one that was spread first and added to.
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...dismissRest(request), ...headers });
  response.end(body);
}
