import { createServer } from "node:http";
import { createAdaptorServer } from "@hono/node-server";

/** What the program of a page hands to its host, when it does not listen by itself. */
export interface PageExports {
  /** Deno, Bun, Workers. */
  readonly default?: { fetch(request: Request): Promise<Response> };
  /** A route handler of Next.js. */
  readonly POST?: (request: Request) => Promise<Response>;
  /** A function of AWS Lambda. */
  readonly handler?: (event: object) => Promise<{ statusCode: number; headers: Record<string, string>; body: string }>;
}

/** Plays the host of a page's program. */
export function servePage({ default: server, POST, handler }: PageExports, port: number): void {
  const answer = server?.fetch ?? POST;
  if (answer !== undefined) createAdaptorServer({ fetch: (request) => answer(request) }).listen(port);
  if (handler === undefined) return;
  createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const result = await handler({
      version: "2.0",
      rawPath: request.url,
      headers: request.headers,
      requestContext: { http: { method: request.method } },
      body: Buffer.concat(chunks).toString("base64"),
      isBase64Encoded: true,
    });
    response.writeHead(result.statusCode, result.headers).end(result.body);
  }).listen(port);
}
