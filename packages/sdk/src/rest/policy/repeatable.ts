import { LarkwireError } from "../../errors.ts";
import { isRecord, reasonOf } from "../refusal.ts";
import type { WireRequest } from "../request.ts";

/** Reasons for which a request cannot have reached anybody. */
const unsentReasons: ReadonlySet<string> = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Where tokens come from: to get one twice does nothing twice. */
const tokenPaths = /^\/open-apis\/auth\/v3\//;

/** Where the platform takes `uuid` for "at most once". */
const uuidPaths = /^\/open-apis\/(?:im|cardkit)\//;

/**
 * Whether a request that may have arrived can be sent again without doing anything twice: by its method, or because a
 * `uuid` lets the platform recognise it. A `sequence` must grow, so that a repeat without `uuid` would be refused.
 */
export function isIdempotent({ method, path, query = "", data }: WireRequest): boolean {
  if (tokenPaths.test(path)) return true;
  const { uuid, sequence } = isRecord(data) ? data : {};
  if (uuidPaths.test(path) && ((typeof uuid === "string" && uuid !== "") || /[?&]uuid=[^&]/.test(query))) return true;
  return method === "GET" || ((method === "PUT" || method === "DELETE") && sequence === undefined);
}

/** Whether the failure is one of the way, not of the call. */
export function isPassing(error: unknown): error is LarkwireError {
  return (
    LarkwireError.is(error, "API_UNREACHABLE") || LarkwireError.is(error, "API_UNAVAILABLE") || isProxyFailure(error)
  );
}

/** Whether the request of this failure certainly never arrived. */
export function isUnsent(error: LarkwireError): boolean {
  return isProxyFailure(error) || (error.code === "API_UNREACHABLE" && unsentReasons.has(reasonOf(error.cause)));
}

/** A proxy makes way before it is given the request. */
function isProxyFailure(error: unknown): boolean {
  return LarkwireError.is(error, "PROXY_UNREACHABLE") || LarkwireError.is(error, "PROXY_FAILED");
}
