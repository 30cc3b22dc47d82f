import { LarkwireError } from "../errors.ts";
import type { Clock, KeyValue } from "../ports.ts";
import { type RedisClient, type RedisDialect, toCommands } from "./redis-commands.ts";

/** How {@link redisStorage} uses a client. */
export interface RedisStorageOptions {
  /**
   * What every key begins with, for a Redis that is used for other things too.
   *
   * @default ""
   */
  readonly keyPrefix?: string | undefined;
  /**
   * How long an operation may take, in ms; then it rejects with STORAGE_TIMEOUT, whatever the client still does with it.
   * A delivery waits for two at most before it is handled and for one before it is answered.
   *
   * @default 500
   */
  readonly timeoutMs?: number | undefined;
  /**
   * How many operations may be under way, those included that were given up but that the client still holds; more reject with
   * STORAGE_OVERLOADED.
   *
   * @default 10_000
   */
  readonly maxPending?: number | undefined;
  /**
   * How the client is called, where that cannot be told by looking at it, as behind a wrapper.
   *
   * @default by its methods
   */
  readonly dialect?: RedisDialect | undefined;
}

/** What bounds storage in Redis unless the app says otherwise. */
export const redisLimits = { timeoutMs: 500, maxPending: 10_000 } as const;

/** Replaces a value when it is the expected one. Of one key, so that it runs in a cluster too. */
const swapScript = `local value = redis.call('GET', KEYS[1])
if ARGV[1] == '1' then
  if value ~= ARGV[2] then return 0 end
elseif value then
  return 0
end
if ARGV[3] == '1' then redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5]) else redis.call('DEL', KEYS[1]) end
return 1`;

/** Storage in Redis, over a client that the app has made. */
export function createRedisStorage(client: RedisClient, options: RedisStorageOptions, clock: Clock): KeyValue {
  const { keyPrefix = "", timeoutMs = redisLimits.timeoutMs, maxPending = redisLimits.maxPending, dialect } = options;
  for (const [name, value] of Object.entries({ timeoutMs, maxPending })) {
    if (!(value > 0)) throw new LarkwireError("CONFIG_INVALID", `${name} must be a number above 0`);
  }
  const commands = toCommands(client, dialect);
  let pending = 0;

  /** A client that waits for its connection may hold a command for ever: the caller does not. */
  function bounded<Result>(command: () => PromiseLike<unknown>, toResult: (reply: unknown) => Result): Promise<Result> {
    if (pending >= maxPending) {
      return Promise.reject(new LarkwireError("STORAGE_OVERLOADED", `${pending} operations are under way`));
    }
    return new Promise((resolve, reject) => {
      pending += 1;
      const cancel = clock.after(
        timeoutMs,
        () => reject(new LarkwireError("STORAGE_TIMEOUT", `Redis did not answer within ${timeoutMs} ms`)),
        true,
      );
      const settle = (): void => {
        pending -= 1;
        cancel();
      };
      const succeed = (reply: unknown): void => {
        settle();
        resolve(toResult(reply));
      };
      const fail = (cause: unknown): void => {
        settle();
        reject(LarkwireError.from(cause, "STORAGE_FAILED"));
      };
      try {
        command().then(succeed, fail).then(undefined, reject);
      } catch (cause) {
        fail(cause);
      }
    });
  }

  return {
    get: (key) => bounded(() => commands.get(keyPrefix + key), toText),
    set: (key, value, ttlMs) => bounded(() => commands.set(keyPrefix + key, value, toPx(ttlMs)), toNothing),
    swap: (key, expected, next, ttlMs) => {
      const name = keyPrefix + key;
      // Most swaps are first claims, and Redis has a command for these.
      if (expected === undefined && next !== undefined)
        return bounded(() => commands.setIfAbsent(name, next, toPx(ttlMs)), isOk);
      const args = [toFlag(expected), expected ?? "", toFlag(next), next ?? "", String(toPx(ttlMs))];
      return bounded(() => commands.eval(swapScript, name, args), isOne);
    },
  };
}

function toNothing(): void {}

function isOk(reply: unknown): boolean {
  return toText(reply) === "OK";
}

function isOne(reply: unknown): boolean {
  return Number(reply) === 1;
}

/** Redis takes whole milliseconds, and none at all is an error. */
function toPx(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs));
}

function toFlag(value: string | undefined): string {
  return value === undefined ? "0" : "1";
}

/** @throws STORAGE_FAILED when the client is set up to give something else than strings */
function toText(reply: unknown): string | undefined {
  if (reply === null || reply === undefined) return undefined;
  if (typeof reply === "string") return reply;
  throw new LarkwireError("STORAGE_FAILED", "The Redis client gives replies that are no strings");
}
