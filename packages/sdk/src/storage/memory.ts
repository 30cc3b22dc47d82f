import type { Clock, KeyValue } from "../ports.ts";

/** How {@link createMemoryStorage} is bounded, and its time. */
export interface MemoryStorageOptions {
  readonly clock: Clock;
  /**
   * The entry that was written longest ago makes room for one more.
   *
   * @default 10_000
   */
  readonly maxEntries?: number | undefined;
  /**
   * The entries written longest ago make room for larger ones; two bytes a character, keys included.
   *
   * @default 67_108_864 (64 MiB)
   */
  readonly maxBytes?: number | undefined;
}

/** Storage that answers at once. */
export interface MemoryStorage extends KeyValue {
  get(key: string): string | undefined;
  set(key: string, value: string, ttlMs: number): void;
  swap(key: string, expected: string | undefined, next: string | undefined, ttlMs: number): boolean;
}

interface Entry {
  value: string;
  expiresAt: number;
}

/**
 * Storage in this process: enough for one instance, forgotten when it ends. It answers at once and has no timers: an
 * entry that has expired leaves when it is asked for or pushed out.
 */
export function createMemoryStorage({
  clock,
  maxEntries = 10_000,
  maxBytes = 64 * 2 ** 20,
}: MemoryStorageOptions): MemoryStorage {
  const entries = new Map<string, Entry>();
  // One iterator for the whole life: a new one would walk over all the gaps that earlier evictions left (20 times slower).
  let oldest = entries.keys();
  let bytes = 0;

  function remove(key: string, { value }: Entry): void {
    entries.delete(key);
    bytes -= sizeOf(key, value);
  }

  function find(key: string): Entry | undefined {
    const entry = entries.get(key);
    if (entry === undefined || entry.expiresAt > clock.monotonic()) return entry;
    remove(key, entry);
    return undefined;
  }

  function add(key: string, value: string, ttlMs: number): void {
    bytes += sizeOf(key, value);
    while (entries.size > 0 && (entries.size >= maxEntries || bytes > maxBytes)) evictOldest();
    entries.set(key, { value, expiresAt: clock.monotonic() + ttlMs });
  }

  /** In place: a claim that is concluded costs no second entry, and keeps its age. */
  function replace(key: string, entry: Entry, value: string, ttlMs: number): void {
    bytes += sizeOf(key, value) - sizeOf(key, entry.value);
    entry.value = value;
    entry.expiresAt = clock.monotonic() + ttlMs;
    while (bytes > maxBytes) evictOldest();
  }

  function evictOldest(): void {
    let next = oldest.next();
    if (next.done === true) {
      oldest = entries.keys();
      next = oldest.next();
    }
    const entry = next.done === true ? undefined : entries.get(next.value);
    if (next.done !== true && entry !== undefined) remove(next.value, entry);
  }

  return {
    get: (key) => find(key)?.value,
    set: (key, value, ttlMs) => {
      const former = entries.get(key);
      if (former !== undefined) remove(key, former);
      add(key, value, ttlMs);
    },
    swap: (key, expected, next, ttlMs) => {
      const former = find(key);
      if (former?.value !== expected) return false;
      if (former === undefined) {
        if (next !== undefined) add(key, next, ttlMs);
      } else if (next === undefined) remove(key, former);
      else replace(key, former, next, ttlMs);
      return true;
    },
  };
}

function sizeOf(key: string, value: string): number {
  return 2 * (key.length + value.length);
}
