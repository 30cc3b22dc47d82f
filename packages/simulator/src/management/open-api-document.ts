import { z } from "zod";
import type { Route } from "./route.ts";

export const basePath = "/simulator/v1";

/** The OpenAPI 3.1 document of the routes, from the schemas that validate their input. */
export function createOpenApiDocument(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const methods = paths[route.path] ?? {};
    methods[route.method] = toOperation(route);
    paths[route.path] = methods;
  }
  return {
    openapi: "3.1.0",
    info: { title: "Larkwire simulator", version: "1", description: "Manages a simulated Feishu/Lark open platform." },
    servers: [{ url: basePath }],
    security: [{}, { token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "Needed unless the simulator listens on this machine only.",
        },
      },
      responses: {
        Refused: {
          description: "The request cannot be served.",
          content: { "application/json": { schema: refusalSchema } },
        },
      },
    },
  };
}

const refusalSchema = {
  type: "object",
  properties: {
    error: {
      type: "object",
      properties: {
        code: { type: "string" },
        path: { type: "string", description: "Where in the input; empty for all of it." },
        message: { type: "string", description: "What is wrong." },
        mend: { type: "string", description: "What to do about it." },
      },
      required: ["code", "path", "message", "mend"],
    },
  },
  required: ["error"],
} as const;

/** A schema without what is said once for the whole document. */
function toSchema(type: z.ZodType): Omit<z.core.JSONSchema.BaseSchema, "$schema"> {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io: "input" });
  return schema;
}

function toOperation({ method, path, summary, input, output, isStream }: Route): object {
  const schema = toSchema(input);
  const contentType = isStream ? "text/event-stream" : "application/json";
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    return { name, in: "path", required: true, schema: { type: "string" } };
  });
  const inQuery = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: "query",
    schema: property,
  }));
  return {
    summary,
    parameters: method === "get" ? [...inPath, ...inQuery] : inPath,
    ...(method === "get" || Object.keys(schema.properties ?? {}).length === 0
      ? {}
      : { requestBody: { required: !input.safeParse({}).success, content: { "application/json": { schema } } } }),
    responses: {
      "200": {
        description: isStream ? "Events, each in one `data:` line." : "Done.",
        content: { [contentType]: { schema: toSchema(output) } },
      },
      default: { $ref: "#/components/responses/Refused" },
    },
  };
}
