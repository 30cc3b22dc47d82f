import { createServer, type IncomingMessage } from "node:http";
import { type LambdaEvent, type LambdaResult, webhook } from "larkwire/lambda";
import { type Host, listen } from "../host.ts";

/** A way to a function: what it makes of a request, and which headers of the result it sends. */
interface Way {
  readonly name: string;
  toEvent(request: IncomingMessage, body: Buffer): LambdaEvent;
  headersOf(result: LambdaResult): Record<string, string | string[]>;
}

const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?")[0] ?? "/";
const lowerCased = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
const asWritten = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(lowerCased(request)).map(([name, value]) => [
      name.replace(/(^|-)./g, (c) => c.toUpperCase()),
      value,
    ]),
  );
const multiValue = (headers: Record<string, string>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));

const restApi: Way = {
  name: "a REST API",
  toEvent: (request, body) => ({
    httpMethod: request.method,
    path: pathOf(request),
    headers: asWritten(request),
    multiValueHeaders: multiValue(asWritten(request)),
    requestContext: { stage: "prod" },
    body: body.length === 0 ? null : body.toString("utf8"),
    isBase64Encoded: false,
  }),
  headersOf: ({ headers }) => headers,
};

const httpApi: Way = {
  name: "an HTTP API with a named stage",
  toEvent: (request, body) => ({
    version: "2.0",
    rawPath: `/prod${pathOf(request)}`,
    headers: lowerCased(request),
    requestContext: { stage: "prod", http: { method: request.method } },
    ...(body.length > 0 && { body: body.toString("base64") }),
    isBase64Encoded: body.length > 0,
  }),
  headersOf: ({ headers }) => headers,
};

const functionUrl: Way = {
  name: "a function URL",
  toEvent: (request, body) => ({
    version: "2.0",
    rawPath: pathOf(request),
    headers: lowerCased(request),
    requestContext: { stage: "$default", http: { method: request.method } },
    ...(body.length > 0 && { body: body.toString("utf8") }),
    isBase64Encoded: false,
  }),
  headersOf: ({ headers }) => headers,
};

const loadBalancer: Way = {
  name: "a load balancer with multi-value headers",
  toEvent: (request, body) => ({
    httpMethod: request.method,
    path: pathOf(request),
    multiValueHeaders: multiValue(lowerCased(request)),
    requestContext: {},
    body: body.toString("utf8"),
    isBase64Encoded: false,
  }),
  headersOf: ({ multiValueHeaders = {} }) => multiValueHeaders,
};

const hostOf = ({ name, toEvent, headersOf }: Way): Host => ({
  name: `Lambda behind ${name}`,
  start: (receivers, options) => {
    const handle = webhook(receivers, options);
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const result = await handle(toEvent(request, Buffer.concat(chunks)));
      response.writeHead(result.statusCode, headersOf(result)).end(result.body);
    });
    return listen(server);
  },
  streams: false,
  livesOn: false,
});

export const lambdaHosts: readonly Host[] = [restApi, httpApi, functionUrl, loadBalancer].map(hostOf);
