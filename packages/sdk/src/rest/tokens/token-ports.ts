import { LarkwireError } from "../../errors.ts";
import type { KeyValue, Log, Random } from "../../ports.ts";
import type { WireResponse } from "../dialect.ts";
import type { Policy } from "../policy/policy.ts";
import { within } from "../policy/wait.ts";
import { nameOf } from "../refusal.ts";
import { type ApiTransport, sendRequest, type WireRequest } from "../request.ts";

/** What tokens need of their surroundings. */
export interface TokenPorts {
  readonly transport: ApiTransport;
  readonly policy: Policy;
  readonly storage: KeyValue;
  readonly log: Log;
  readonly random: Random;
}

/**
 * Asks one of the APIs that tokens come from, under the rules of all calls; whatever they do is done within `timeoutMs`.
 *
 * @throws what {@link sendRequest} throws
 */
export async function ask({ transport, policy }: TokenPorts, request: WireRequest): Promise<WireResponse> {
  const { clock, timeoutMs } = transport;
  const toLate = (): LarkwireError =>
    new LarkwireError("API_TIMEOUT", `${nameOf(request)} was not answered within ${timeoutMs} ms`);
  return within(clock, timeoutMs, toLate, (signal) =>
    policy({ ...request, signal }, (ready) => sendRequest(transport, ready)),
  );
}

/** Reports a failure that costs time, never the call. Neither tokens nor keys are in the message. */
export function warn({ log }: TokenPorts, error: LarkwireError): void {
  log("warn", error.message, { code: error.code });
}

/** What the storage says, or `instead` when it fails: a storage that is down must not stop an app from calling. */
export async function orElse<Value>(
  ports: TokenPorts,
  instead: Value,
  work: (storage: KeyValue) => PromiseLike<Value> | Value,
): Promise<Value> {
  try {
    return await work(ports.storage);
  } catch (cause) {
    warn(ports, LarkwireError.from(cause, "STORAGE_FAILED"));
    return instead;
  }
}

/** Lets time pass. */
export function pause({ transport: { clock } }: TokenPorts, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
