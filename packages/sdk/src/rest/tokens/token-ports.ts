import { LarkwireError } from "../../errors.ts";
import type { KeyValue, Log, Random } from "../../ports.ts";
import type { ApiTransport } from "../request.ts";

/** What tokens need of their surroundings. */
export interface TokenPorts {
  readonly transport: ApiTransport;
  readonly storage: KeyValue;
  readonly log: Log;
  readonly random: Random;
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
