import { type ClientRequest, type IncomingHttpHeaders, request as requestHttp } from "node:http";
import { type ClientHttp2Session, connect } from "node:http2";
import { Agent, request as requestHttps } from "node:https";
import type { Readable, Writable } from "node:stream";
import { certificate } from "./certificate.ts";

/** What stands before a body. */
export interface Head {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request under way: the body is written to `body`, and the answer may come before its end. */
export interface Exchange {
  readonly body: Writable;
  readonly answer: Promise<Received>;
}

/** Speaks one version of HTTP to a port of the loopback. */
export type Client = (port: number, head: Head) => Exchange;

const trusting = { ca: certificate.cert };
const agent = new Agent({ keepAlive: true, maxSockets: 100, ...trusting });

/** HTTP/1.1. */
export const http1: Client = (port, head) => exchangeOf(requestHttp({ host: "127.0.0.1", port, ...head }));

/** HTTP/1.1 over TLS. */
export const http1OverTls: Client = (port, head) =>
  exchangeOf(requestHttps({ host: "127.0.0.1", port, agent, ...head }));

/** HTTP/2 over TLS: one connection to a server, and a stream of it for each request. */
export const http2: Client = (port, { method, path, headers }) => {
  const stream = sessionTo(port).request({ ":method": method, ":path": path, ...headers });
  const answer = new Promise<Received>((resolve, reject) => {
    stream.on("response", (answered) => resolve(received(answered[":status"], answered, stream)));
    stream.on("error", reject);
  });
  return { body: stream, answer: ignorable(answer) };
};

function exchangeOf(request: ClientRequest): Exchange {
  request.setNoDelay(true);
  const answer = new Promise<Received>((resolve, reject) => {
    request.on("response", (response) => resolve(received(response.statusCode, response.headers, response)));
    request.on("error", reject);
  });
  return { body: request, answer: ignorable(answer) };
}

const sessions = new Map<number, ClientHttp2Session>();
function sessionTo(port: number): ClientHttp2Session {
  const known = sessions.get(port);
  if (known !== undefined && !known.closed) return known;
  const session = connect(`https://127.0.0.1:${port}`, trusting);
  sessions.set(port, session);
  return session;
}

function received(status = 0, headers: IncomingHttpHeaders, body: Readable): Promise<Received> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    body.on("data", (chunk) => chunks.push(chunk));
    // An iterator would not take the end of a stream that the server resets because it wants no more of the request.
    body.on("end", () => resolve({ status, headers, text: Buffer.concat(chunks).toString("utf8") }));
    body.on("error", reject);
  });
}

/** Who breaks a request off does not wait for its answer. */
function ignorable(answer: Promise<Received>): Promise<Received> {
  answer.catch(() => undefined);
  return answer;
}
