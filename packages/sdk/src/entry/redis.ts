import type { KeyValue } from "../ports.ts";
import { systemClock } from "../runtime/clock.ts";
import { createRedisStorage, type RedisStorageOptions } from "../storage/redis.ts";
import type { RedisClient } from "../storage/redis-commands.ts";

export { type ErrorCode, LarkwireError } from "../errors.ts";
export type { Awaitable, KeyValue } from "../ports.ts";
export type { RedisStorageOptions } from "../storage/redis.ts";
export type { IoRedisClient, NodeRedisClient, RedisClient, RedisDialect } from "../storage/redis-commands.ts";

/**
 * Storage that processes share: tokens, app tickets, and which deliveries were handled with which answer. Over a client of
 * node-redis or ioredis that the app has made, connected, and given an `error` listener; single, cluster or sentinel.
 *
 * Operations reject with STORAGE_FAILED, STORAGE_TIMEOUT or STORAGE_OVERLOADED and never hang. Give that Redis
 * `maxmemory-policy noeviction`: one that forgets on its own lets deliveries be handled twice.
 *
 * @throws CONFIG_INVALID when the client is none of these
 * @example
 * ```ts
 * import { EventDispatcher } from "larkwire";
 * import { Client } from "larkwire/client";
 * import { redisStorage, type RedisClient } from "larkwire/redis";
 *
 * declare const redis: RedisClient; // of node-redis: await createClient({ url }).connect(), of ioredis: new Redis(url)
 * const storage = redisStorage(redis, { keyPrefix: "my-bot:" });
 * const client = new Client({ appId, appSecret, storage });
 * const dispatcher = new EventDispatcher({ encryptKey, client, storage });
 * ```
 */
export function redisStorage(client: RedisClient, options: RedisStorageOptions = {}): KeyValue {
  return createRedisStorage(client, options, systemClock);
}
