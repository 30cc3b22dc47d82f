import type { z } from "zod";

/** One operation of the management API: what its document says, and what it does. */
export interface Route {
  readonly method: "get" | "post" | "put" | "delete";
  /** With parameters in braces, as OpenAPI has them. */
  readonly path: string;
  readonly summary: string;
  /** What the body is, or for `get` the query. */
  readonly input: z.ZodType;
  /** Takes what the schema has let through. @throws SimulatorError */
  readonly run: (input: unknown, parameter: string) => unknown;
}

/** A route whose input has been validated by its schema when it runs. @param run - gets the path's parameter, too */
export function route<Schema extends z.ZodType>(
  method: Route["method"],
  path: string,
  summary: string,
  input: Schema,
  run: (input: z.output<Schema>, parameter: string) => unknown,
): Route {
  return { method, path, summary, input, run: (value, parameter) => run(value as z.output<Schema>, parameter) };
}
