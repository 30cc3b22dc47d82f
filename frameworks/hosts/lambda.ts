import { createServer, type IncomingMessage } from "node:http";
import { type LambdaEvent, type LambdaResult, webhook } from "larkwire/lambda";
import { type Host, listen } from "../host.ts";

/** What API Gateway or a function URL makes of a request. */
type ToEvent = (request: IncomingMessage, body: Buffer) => LambdaEvent;

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?")[0] ?? "/";

const toVersion1: ToEvent = (request, body) => ({
  httpMethod: request.method,
  path: pathOf(request),
  headers: Object.fromEntries(
    Object.entries(headersOf(request)).map(([name, value]) => [name.replace(/(^|-)./g, (c) => c.toUpperCase()), value]),
  ),
  body: body.length === 0 ? null : body.toString("utf8"),
  isBase64Encoded: false,
});

const toVersion2: ToEvent = (request, body) => ({
  rawPath: pathOf(request),
  headers: headersOf(request),
  requestContext: { http: { method: request.method } },
  ...(body.length > 0 && { body: body.toString("base64") }),
  isBase64Encoded: body.length > 0,
});

const hostOf = (name: string, toEvent: ToEvent): Host => ({
  name,
  start: (receivers, options) => {
    const handle = webhook(receivers, options);
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const result: LambdaResult = await handle(toEvent(request, Buffer.concat(chunks)));
      response.writeHead(result.statusCode, result.headers).end(result.body);
    });
    return listen(server);
  },
  streams: false,
  livesOn: false,
});

export const lambdaHosts: readonly Host[] = [
  hostOf("Lambda behind API Gateway 1.0", toVersion1),
  hostOf("Lambda behind API Gateway 2.0 or a function URL", toVersion2),
];
