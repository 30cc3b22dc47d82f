import type { Outcome } from "../callback/delivery.ts";
import type { ErrorCode, LarkwireError } from "../errors.ts";

/** What an adapter writes. */
export interface HttpContent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const json = { "content-type": "application/json; charset=utf-8" } as const;
const comeBack = { ...json, "retry-after": "1" } as const;
/** These belong to the connection or to the adapter; a handler that sets them would break the framing. */
const reservedHeaders = new Set([
  "connection",
  "content-length",
  "http2-settings",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** A path at which nothing listens. */
export const notFound: HttpContent = { status: 404, headers: json, body: '{"msg":"not found"}' };
/** A method other than POST. */
export const methodNotAllowed: HttpContent = {
  status: 405,
  headers: { ...json, allow: "POST" },
  body: '{"msg":"only POST is answered here"}',
};
/** Any refusal: the sender learns nothing about the reason. */
const unauthorized: HttpContent = { status: 401, headers: json, body: '{"msg":"unauthorized"}' };
const internalError: HttpContent = { status: 500, headers: json, body: '{"msg":"internal error"}' };
const unavailable: HttpContent = { status: 503, headers: comeBack, body: '{"msg":"try again"}' };

const byCode: { readonly [Code in ErrorCode]?: HttpContent } = {
  BODY_TOO_LARGE: { status: 413, headers: json, body: '{"msg":"body too large"}' },
  BODY_TOO_SLOW: { status: 408, headers: json, body: '{"msg":"body too slow"}' },
  // Nobody is left to read this one.
  BODY_ABORTED: { status: 400, headers: json, body: '{"msg":"body incomplete"}' },
  IN_PROGRESS: unavailable,
  OVERLOADED: unavailable,
  CLOSING: unavailable,
  LEASE_LOST: unavailable,
  STORAGE_FAILED: unavailable,
  STORAGE_TIMEOUT: unavailable,
  STORAGE_OVERLOADED: unavailable,
};

/** What goes over HTTP for an outcome. */
export function toHttpContent(outcome: Outcome): HttpContent {
  switch (outcome.type) {
    case "answered":
      return { status: 200, headers: json, body: outcome.json };
    case "custom":
      return toCustomContent(outcome);
    case "refused":
      return byCode[outcome.error.code] ?? unauthorized;
    case "failed":
      return toFailure(outcome.error);
  }
}

/** What goes over HTTP when something failed on this side of the receiver. */
export function toFailure(error: LarkwireError): HttpContent {
  return byCode[error.code] ?? internalError;
}

function toCustomContent({ status, headers, body }: Extract<Outcome, { type: "custom" }>): HttpContent {
  const kept = Object.entries(headers).filter(([name]) => !reservedHeaders.has(name.toLowerCase()));
  const bodyless = status === 204 || status === 205 || status === 304;
  return { status, headers: Object.fromEntries(kept), body: bodyless ? "" : body };
}
