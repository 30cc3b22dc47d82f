import { z } from "zod";
import type { App } from "../world/entities.ts";
import type { Rate } from "./rate-limits/rate-limits.ts";

/** A call that a route answers. */
export interface Call<Body = unknown, Query = unknown> {
  readonly app: App;
  /** Where the app acts. */
  readonly tenantKey: string;
  /** The parameters in the path, by name. */
  readonly ids: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** For what is no JSON. */
  readonly request: Request;
}

/** One API of the platform: what it takes and what it does. */
export interface ApiRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With parameters as `:name`. */
  readonly path: string;
  /** The code for whatever the schemas refuse. */
  readonly invalid: number;
  /** What the body must be; without it, the body is not read. */
  readonly body: z.ZodType | undefined;
  readonly query: z.ZodType;
  /** How often an app may call it in a tenant; without it, as often as most APIs. */
  readonly rate: Rate | undefined;
  /** Gives `data`, `undefined` where an API has none, or a whole response. @throws ApiFault */
  readonly run: (call: Call) => unknown;
}

interface Shape<Body, Query> {
  readonly invalid: number;
  readonly body?: z.ZodType<Body>;
  readonly query?: z.ZodType<Query>;
  readonly rate?: Rate;
}

/** An API whose body and query have been validated when it runs. @param endpoint - such as `GET /open-apis/im/v1/chats` */
export function apiRoute<Body = undefined, Query = unknown>(
  endpoint: `${ApiRoute["method"]} /${string}`,
  { invalid, body, query = z.any(), rate }: Shape<Body, Query>,
  run: (call: Call<Body, Query>) => unknown,
): ApiRoute {
  const [method, path] = endpoint.split(" ") as [ApiRoute["method"], string];
  return { method, path, invalid, body, query, rate, run: (call) => run(call as Call<Body, Query>) };
}
