import type { KeyValue } from "../ports.ts";
import { systemClock } from "../runtime/clock.ts";
import { createMemoryStorage, type MemoryStorageOptions } from "../storage/memory.ts";

/**
 * Storage in this process, bounded: for clients and dispatchers of one process that are to share tokens, app tickets and
 * the memory of deliveries. Each has one of its own unless it is given another.
 *
 * @example
 * ```ts
 * import { memoryStorage } from "larkwire";
 * import { Client } from "larkwire/client";
 *
 * const storage = memoryStorage({ maxEntries: 1_000 });
 * const client = new Client({ appId, appSecret, storage });
 * ```
 */
export function memoryStorage(options: Omit<MemoryStorageOptions, "clock"> = {}): KeyValue {
  return createMemoryStorage({ ...options, clock: systemClock });
}
