import type { z } from "zod";

/** One operation of the management API: what its document says, and what it does. */
export interface Route {
  readonly method: "get" | "post" | "put" | "delete";
  /** With one parameter in braces at most, as OpenAPI has them. */
  readonly path: string;
  readonly summary: string;
  /** What the body is, or for `get` the query. */
  readonly input: z.ZodType;
  /** What the answer is, or one event where it is a stream. */
  readonly output: z.ZodType;
  readonly isStream: boolean;
  /** Takes what the schema has let through. @throws SimulatorError */
  readonly run: (input: unknown, parameter: string) => unknown;
}

type Answer<Output extends z.ZodType> = z.output<Output> | Promise<z.output<Output>>;

/** A route whose input has been validated by its schema when it runs. @param run - gets the path's parameter, too */
export function route<Input extends z.ZodType, Output extends z.ZodType>(
  method: Route["method"],
  path: string,
  operation: { readonly summary: string; readonly input: Input; readonly output: Output },
  run: (input: z.output<Input>, parameter: string) => Answer<Output>,
): Route {
  return {
    ...operation,
    method,
    path,
    isStream: false,
    run: (value, parameter) => run(value as z.output<Input>, parameter),
  };
}

/** A route that is answered with server-sent events, each of which `output` describes. */
export function streamRoute<Input extends z.ZodType>(
  path: string,
  operation: { readonly summary: string; readonly input: Input; readonly output: z.ZodType },
  run: (input: z.output<Input>) => ReadableStream<Uint8Array>,
): Route {
  return { ...operation, method: "get", path, isStream: true, run: (value) => run(value as z.output<Input>) };
}
