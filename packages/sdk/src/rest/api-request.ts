import { LarkwireError } from "../errors.ts";
import type { Progress } from "./progress.ts";

/** What a query may hold; `undefined` leaves a parameter out, a list repeats it. */
export type QueryValue = string | number | boolean | undefined | readonly (string | number | boolean)[];

/** A call of any API of the platform. */
export interface ApiRequest {
  /** In capitals. */
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Such as `/open-apis/im/v1/chats`, without the query. */
  readonly path: string;
  /** The query. */
  readonly params?: Readonly<Record<string, QueryValue>> | undefined;
  /** The body, sent as JSON. */
  readonly data?: object | undefined;
}

/** What may accompany any call. */
export interface RequestOptions {
  /** The tenant to act in, for store apps; `ctx.client` is in the actor's. Of no effect for a self-built app, which has one. */
  readonly tenantKey?: string | undefined;
  /** Gives the call up; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far an upload or a download has come. A failure of it is logged, and costs the file nothing. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** What the platform answers, in the shape that its own Node SDK gives back; `code` is 0, everything else throws. */
export interface ApiResponse<Data> {
  readonly code: number;
  readonly msg: string;
  /** What stands beside the code, where an API answers without `data`. */
  readonly data: Data;
}

/** @throws CONFIG_INVALID when it could lead anywhere but below the domain's root */
export function checkPath(path: string): string {
  if (!/^\/[^?#\\]*$/.test(path) || path.split("/").some(isDots)) {
    throw new LarkwireError(
      "CONFIG_INVALID",
      "The path of a request must begin with a slash and have no query and no dots",
    );
  }
  return path;
}

/**
 * An id as one segment of a path.
 *
 * @throws CONFIG_INVALID when it is empty, or dots that would change the path
 */
export function toSegment(name: string, id: unknown): string {
  if (typeof id !== "string" || id === "" || isDots(id))
    throw new LarkwireError("CONFIG_INVALID", `${name} is missing`);
  return encodeURIComponent(id);
}

/** The query with its question mark, or nothing. */
export function toQuery(params: ApiRequest["params"] = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    for (const single of Array.isArray(value) ? value : [value]) query.append(name, String(single));
  }
  return query.size === 0 ? "" : `?${query}`;
}

/** Percent-encoded dots count as dots for URL parsers. */
function isDots(segment: string): boolean {
  return /^(?:\.|%2e){1,2}$/i.test(segment);
}
