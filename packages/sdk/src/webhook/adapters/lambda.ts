import { handleRequest } from "../handle-request.ts";
import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";

/** What is used of an event of API Gateway (REST and HTTP, 1.0 and 2.0), a function URL, or an Application Load Balancer. */
export interface LambdaEvent {
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  /** All that a load balancer gives when its multi-value headers are enabled. */
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null | undefined;
  /** HTTP APIs and function URLs say which they are; REST APIs and load balancers do not. */
  readonly version?: string | undefined;
  /** Version 1.0. */
  readonly httpMethod?: string | undefined;
  readonly path?: string | undefined;
  /** Version 2.0. */
  readonly rawPath?: string | undefined;
  readonly requestContext?:
    | { readonly stage?: string | undefined; readonly http?: { readonly method?: string | undefined } | undefined }
    | undefined;
}

/** What API Gateway, function URLs and load balancers take for an answer. */
export interface LambdaResult {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  /** In place of `headers`, for a load balancer whose multi-value headers are enabled. */
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/**
 * Answers callbacks and events on AWS Lambda, behind API Gateway (REST and HTTP), a function URL or an Application Load Balancer. Lambda
 * freezes a function with its answer, so late work is refused with LATE_WORK_IMPOSSIBLE.
 *
 * @param receivers - a dispatcher for every path (or `options.path`), or dispatchers by path, below the stage of the API
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 * @example
 * ```ts
 * import { EventDispatcher } from "larkwire";
 * import { webhook } from "larkwire/lambda";
 *
 * const dispatcher = new EventDispatcher({ encryptKey, verificationToken });
 * export const handler = webhook(dispatcher);
 * ```
 */
export function webhook(receivers: Receivers, options?: WebhookOptions): (event: LambdaEvent) => Promise<LambdaResult> {
  const mount = createMount(receivers, options);
  return async (event) => {
    const headers = headersOf(event);
    const answer = await handleRequest(mount, {
      method: event.requestContext?.http?.method ?? event.httpMethod ?? "",
      path: pathOf(event),
      header: (name) => headers.get(name.toLowerCase()),
      body: Buffer.from(event.body ?? "", event.isBase64Encoded === true ? "base64" : "utf8"),
      endsByLength: true,
      background: "none",
    });
    // There is nothing to wait for: what would go on was refused.
    void answer.settle(true);
    return {
      statusCode: answer.status,
      headers: { ...answer.headers },
      ...(!event.headers && { multiValueHeaders: toMultiValue(answer.headers) }),
      body: answer.body,
      isBase64Encoded: false,
    };
  };
}

/** REST APIs and load balancers keep the case that the sender wrote. */
function headersOf({ headers, multiValueHeaders }: LambdaEvent): Map<string, string | undefined> {
  const last = Object.entries(multiValueHeaders ?? {}).map(([name, values]) => [name, values?.at(-1)] as const);
  const given = headers ? Object.entries(headers) : last;
  return new Map(given.map(([name, value]) => [name.toLowerCase(), value]));
}

/** HTTP APIs begin the path with the stage, if it has a name; REST APIs leave it out. */
function pathOf({ rawPath, path = "/", version, requestContext }: LambdaEvent): string {
  const whole = rawPath ?? path;
  const prefix = `/${requestContext?.stage}`;
  return version !== undefined && whole.startsWith(`${prefix}/`) ? whole.slice(prefix.length) : whole;
}

function toMultiValue(headers: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}
