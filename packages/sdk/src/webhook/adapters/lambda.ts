import { handleRequest } from "../handle-request.ts";
import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";

/** What is used of an event of API Gateway 1.0 or 2.0, a function URL, or a load balancer. */
export interface LambdaEvent {
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  /** Version 1.0. */
  readonly httpMethod?: string | undefined;
  readonly path?: string | undefined;
  /** Version 2.0, and function URLs. */
  readonly rawPath?: string | undefined;
  readonly requestContext?: { readonly http?: { readonly method?: string | undefined } | undefined } | undefined;
}

/** What API Gateway and function URLs take for an answer. */
export interface LambdaResult {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/**
 * Answers callbacks and events on AWS Lambda, behind API Gateway (1.0 and 2.0) or a function URL. Lambda freezes a function with its
 * answer, so late work is refused with LATE_WORK_IMPOSSIBLE.
 *
 * @param receivers - a dispatcher for every path (or `options.path`), or dispatchers by path, with the stage where the event has it
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
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
    // Version 1.0 keeps the case that the sender wrote.
    const headers = new Map(Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    const answer = await handleRequest(mount, {
      method: event.requestContext?.http?.method ?? event.httpMethod ?? "",
      path: event.rawPath ?? event.path ?? "/",
      header: (name) => headers.get(name.toLowerCase()),
      body: Buffer.from(event.body ?? "", event.isBase64Encoded === true ? "base64" : "utf8"),
      endsByLength: true,
      background: "none",
    });
    // There is nothing to wait for: what would go on was refused.
    void answer.settle(true);
    return { statusCode: answer.status, headers: { ...answer.headers }, body: answer.body, isBase64Encoded: false };
  };
}
