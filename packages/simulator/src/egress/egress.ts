import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Clock } from "larkwire/protocol";
import type { Push } from "../deliveries/push.ts";
import { Timers } from "../deliveries/timers.ts";
import { trickle } from "../deliveries/trickle.ts";
import { type DeliveryPlan, smoothDelivery } from "../faults/delivery-plan.ts";
import type { Attempt } from "../judge/attempt.ts";
import { transcribeHttp } from "../judge/transcript.ts";
import { egressLimits } from "./limits.ts";
import { createWebhookRequest, type WebhookIds, type WebhookRequest, type WebhookTarget } from "./webhook-request.ts";

/** A push over HTTP. */
export interface WebhookPush extends Push {
  /** Sends the same bytes once more. */
  replay(): WebhookPush;
}

/** A request that is under way, and how it goes. */
interface Letter {
  readonly url: string;
  readonly request: WebhookRequest;
  readonly deadlineMs: number;
  readonly plan: DeliveryPlan;
}

/** Pushes callbacks and events to request URLs. */
export class Egress {
  readonly #clock: Clock;
  readonly #ids: WebhookIds;
  readonly #timers: Timers;
  readonly #open = new Set<(attempt: Attempt) => void>();

  constructor(clock: Clock, ids: WebhookIds) {
    this.#clock = clock;
    this.#ids = ids;
    this.#timers = new Timers(clock);
  }

  push(target: WebhookTarget, json: string, deadlineMs: number, plan: DeliveryPlan = smoothDelivery): WebhookPush {
    const request = createWebhookRequest(target, json, this.#ids, this.#clock.now(), plan.signing);
    return this.#post({ url: target.url, request, deadlineMs, plan });
  }

  close(): void {
    this.#timers.close();
    for (const conclude of [...this.#open]) {
      conclude({ type: "failed", code: 200_080, detail: "the simulator was closed" });
    }
  }

  #post(letter: Letter): WebhookPush {
    const { headers, body } = letter.request;
    const replay = (): WebhookPush => this.#post({ ...letter, plan: smoothDelivery });
    return { sent: transcribeHttp(headers, body), attempt: this.#send(letter), copies: [], replay };
  }

  #send({ url, request, deadlineMs, plan }: Letter): Promise<Attempt> {
    return new Promise((resolve) => {
      let sent: ClientRequest | undefined;
      const conclude = (attempt: Attempt): void => {
        cancelDeadline();
        cancelSending();
        this.#open.delete(conclude);
        resolve(attempt);
        sent?.destroy();
      };
      this.#open.add(conclude);
      const cancelDeadline = this.#clock.after(deadlineMs, () => {
        conclude({ type: "late", detail: plan.dropAnswer ? "a fault drops the answer" : undefined });
      });
      const cancelSending = this.#timers.after(plan.delayMs, () => {
        sent = sendRequest(url, request, plan, this.#timers, conclude);
      });
    });
  }
}

/** One request on a connection of its own; redirects are not followed, as the platform forbids them. */
function sendRequest(
  url: string,
  { headers, body }: WebhookRequest,
  { dropAnswer, bytesPerSecond }: DeliveryPlan,
  timers: Timers,
  conclude: (attempt: Attempt) => void,
): ClientRequest {
  const send = url.startsWith("https:") ? requestHttps : requestHttp;
  const request = send(url, {
    method: "POST",
    agent: false,
    headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
    maxHeaderSize: egressLimits.maxResponseHeaderBytes,
  });
  let dropped = false;
  const concludeUnlessDropped = (attempt: Attempt): void => {
    if (!dropped) conclude(attempt);
  };
  request.on("response", (response) => {
    dropped = dropAnswer;
    readResponse(response, concludeUnlessDropped);
  });
  request.on("error", (error) => concludeUnlessDropped(toFailure(error)));
  request.on("close", () => {
    concludeUnlessDropped({ type: "failed", code: 200_080, detail: "the connection was closed without an answer" });
  });
  if (bytesPerSecond === undefined) {
    request.end(body);
  } else {
    const write = (chunk: Uint8Array): boolean => {
      if (!request.destroyed) request.write(chunk);
      return !request.destroyed;
    };
    trickle(Buffer.from(body), bytesPerSecond, timers, write, () => request.end());
  }
  return request;
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
    const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
    const received = transcribeHttp(Object.fromEntries(headers), text);
    conclude({ type: "answered", status: response.statusCode ?? 0, text, received });
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
