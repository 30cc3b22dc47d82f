import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Clock } from "larkwire/protocol";
import type { Push } from "../deliveries/push.ts";
import type { Attempt } from "../judge/attempt.ts";
import { egressLimits } from "./limits.ts";
import { createWebhookRequest, type WebhookIds, type WebhookRequest, type WebhookTarget } from "./webhook-request.ts";

/** Pushes callbacks and events to request URLs. */
export class Egress {
  readonly #clock: Clock;
  readonly #ids: WebhookIds;
  readonly #open = new Set<ClientRequest>();

  constructor(clock: Clock, ids: WebhookIds) {
    this.#clock = clock;
    this.#ids = ids;
  }

  push(target: WebhookTarget, json: string, deadlineMs: number): Push {
    const request = createWebhookRequest(target, json, this.#ids, this.#clock.now());
    return { headers: request.headers, raw: request.body, attempt: this.#send(target.url, request, deadlineMs) };
  }

  close(): void {
    for (const request of this.#open) request.destroy();
  }

  /** One request on a connection of its own; redirects are not followed, as the platform forbids them. */
  #send(url: string, { headers, body }: WebhookRequest, deadlineMs: number): Promise<Attempt> {
    return new Promise((resolve) => {
      const send = url.startsWith("https:") ? requestHttps : requestHttp;
      const request = send(url, {
        method: "POST",
        agent: false,
        headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
        maxHeaderSize: egressLimits.maxResponseHeaderBytes,
      });
      const conclude = (attempt: Attempt): void => {
        cancel();
        this.#open.delete(request);
        resolve(attempt);
        request.destroy();
      };
      const cancel = this.#clock.after(deadlineMs, () => conclude({ type: "late" }));
      this.#open.add(request);
      request.on("response", (response) => readResponse(response, conclude));
      request.on("error", (error) => conclude(toFailure(error)));
      request.on("close", () =>
        conclude({ type: "failed", code: 200_080, detail: "the connection was closed without an answer" }),
      );
      request.end(body);
    });
  }
}

function readResponse(response: IncomingMessage, conclude: (attempt: Attempt) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes <= egressLimits.maxResponseBytes) return;
    conclude({
      type: "failed",
      code: 200_080,
      detail: `the answer is longer than ${egressLimits.maxResponseBytes} bytes`,
    });
  });
  response.on("end", () => {
    const text = Buffer.concat(chunks).toString();
    conclude({
      type: "answered",
      way: "webhook",
      status: response.statusCode ?? 0,
      headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
      text,
      raw: text,
    });
  });
  response.on("error", (error) => conclude(toFailure(error)));
}

/** Only what fails before there is a connection counts as "no connection"; the rest broke off on the way. */
function toFailure(error: NodeJS.ErrnoException): Attempt {
  const detail = error.code ?? error.message;
  if (error.syscall === "getaddrinfo") return { type: "failed", code: 200_343, detail };
  if (error.syscall === "connect" || isAllRefused(error)) return { type: "failed", code: 200_342, detail };
  return { type: "failed", code: 200_080, detail };
}

/** A name with several addresses fails with one error for all of them. */
function isAllRefused(error: Error): boolean {
  return (
    error instanceof AggregateError && error.errors.every((cause: NodeJS.ErrnoException) => cause.syscall === "connect")
  );
}
