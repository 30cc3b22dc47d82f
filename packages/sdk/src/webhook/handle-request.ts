import type { Answer, Background, Receiver } from "../callback/delivery.ts";
import { LarkwireError } from "../errors.ts";
import type { Awaitable } from "../ports.ts";
import { HeldBytes } from "./held-bytes.ts";
import { type HttpContent, methodNotAllowed, notFound, toFailure, toHttpContent } from "./http-response.ts";
import type { Mount } from "./mount.ts";
import { type BodySource, bodyTooLarge, readBody } from "./read-body.ts";

/** A request as every HTTP framework can give it. */
export interface HttpRequest {
  readonly method: string;
  /** Without host and query. */
  readonly path: string;
  /** A header by its name, in any case. */
  header(name: string): string | undefined;
  /** The raw bytes, or where they come from; an error when something else has read them already. */
  readonly body: Uint8Array | BodySource | LarkwireError;
  /** Whether the transport ends the body once Content-Length bytes have come: HTTP/1 does, HTTP/2 waits for the sender. */
  readonly endsByLength: boolean;
  /** What the host allows after the answer has left. */
  readonly background: Background;
}

/** What to write, and whom to tell what became of it. */
export interface HttpResponse extends HttpContent {
  /**
   * To be called once: `true` when the response has left, `false` when the connection went away before.
   * Resolves when late work is done; never throws and never rejects.
   */
  settle(sent: boolean): Awaitable<void>;
}

/** Nothing waits for this response. */
const unsettled = { settle: () => undefined };

/** Carries one request to its receiver and the outcome back. Never rejects. */
export async function handleRequest(mount: Mount, request: HttpRequest): Promise<HttpResponse> {
  const receiver = mount.find(request.path);
  if (receiver === undefined) return { ...notFound, ...unsettled };
  if (request.method !== "POST") return { ...methodNotAllowed, ...unsettled };
  const receivedAt = receiver.clock.monotonic();
  if (mount.inFlight >= mount.limits.maxInFlight) {
    const error = new LarkwireError("OVERLOADED", `${mount.inFlight} requests are in flight`);
    return { ...overload(mount, receiver, error), ...unsettled };
  }

  mount.inFlight++;
  const held = new HeldBytes(mount);
  try {
    const body = await bodyOf(request, mount, receiver, held);
    const { header, background } = request;
    const pending = receiver.receive({ body, receivedAt, origin: { type: "webhook", header }, background });
    const answer = "then" in pending ? await pending : pending;
    return toResponse(answer, receiver);
  } catch (thrown) {
    const error = LarkwireError.from(thrown);
    if (error.code === "OVERLOADED") return { ...overload(mount, receiver, error), ...unsettled };
    receiver.log(error.blame === "sender" ? "warn" : "error", error.message, describe(error, request));
    return { ...toFailure(error), ...unsettled };
  } finally {
    mount.inFlight--;
    held.release();
    if (isHalfEmpty(mount)) mount.overloaded = false;
  }
}

function isHalfEmpty({ inFlight, inFlightBytes, limits }: Mount): boolean {
  return inFlight < limits.maxInFlight / 2 && inFlightBytes <= limits.maxInFlightBytes / 2;
}

/** @throws BODY_ALREADY_READ, BODY_TOO_LARGE, OVERLOADED */
function bodyOf(request: HttpRequest, { limits }: Mount, { clock }: Receiver, held: HeldBytes): Awaitable<Uint8Array> {
  const { body, header, endsByLength } = request;
  if (body instanceof LarkwireError) throw body;
  const announced = header("content-length");
  const announcedBytes = body instanceof Uint8Array ? body.length : Number(announced ?? 0);
  if (announcedBytes > limits.maxBodyBytes) throw bodyTooLarge(limits);
  const admit = (bytes: number): LarkwireError | undefined => held.take(bytes);
  if (!(body instanceof Uint8Array)) {
    const certainBytes = endsByLength && announced !== undefined ? announcedBytes : undefined;
    return readBody(body, certainBytes, limits, clock, admit);
  }
  const refusal = admit(body.length);
  if (refusal !== undefined) throw refusal;
  return body;
}

/** Refusals and failures have been logged by the receiver, which knows what they mean. */
function toResponse(answer: Answer, receiver: Receiver): HttpResponse {
  const { status, headers, body } = toHttpContent(answer.outcome);
  return { status, headers, body, settle: (sent) => settle(answer, sent, receiver) };
}

function settle(answer: Answer, sent: boolean, { log }: Receiver): Awaitable<void> {
  const failed = (cause: unknown): void => {
    const error = LarkwireError.from(cause);
    log("error", error.message, { code: error.code, way: "webhook", error });
  };
  try {
    const work = answer.settle(sent);
    return work === undefined ? undefined : Promise.resolve(work).catch(failed);
  } catch (error) {
    failed(error);
  }
}

/** One line per overload, not one per request: the log must not be part of the load. */
function overload(mount: Mount, receiver: Receiver, error: LarkwireError): HttpContent {
  if (!mount.overloaded) receiver.log("warn", error.message, { code: error.code, way: "webhook" });
  mount.overloaded = true;
  return toFailure(error);
}

function describe(error: LarkwireError, { path, header }: HttpRequest): Readonly<Record<string, unknown>> {
  const requestId = (header("x-tt-logid") ?? header("x-request-id"))?.slice(0, 128);
  return { code: error.code, way: "webhook", path: path.slice(0, 256), requestId, error };
}
