import { LarkwireError } from "../errors.ts";

/** The part of a client of the package `redis` (node-redis) that is used: single, cluster, sentinel or pool. */
export interface NodeRedisClient {
  get(key: string): PromiseLike<unknown>;
  set(key: string, value: string, options: { readonly PX: number; readonly NX?: true }): PromiseLike<unknown>;
  eval(script: string, options: { readonly keys: string[]; readonly arguments: string[] }): PromiseLike<unknown>;
  hGetAll(key: string): unknown;
}

/** The part of a client of the package `ioredis` that is used: `Redis`, also with sentinels, or `Cluster`. */
export interface IoRedisClient {
  get(key: string): PromiseLike<unknown>;
  set(key: string, value: string, px: "PX", ms: number): PromiseLike<unknown>;
  set(key: string, value: string, px: "PX", ms: number, nx: "NX"): PromiseLike<unknown>;
  eval(script: string, keys: number, ...keysAndArguments: string[]): PromiseLike<unknown>;
  hgetall(key: string): unknown;
}

/** A client that the app has made and connected. */
export type RedisClient = NodeRedisClient | IoRedisClient;

/** Whose way of calling a client has. */
export type RedisDialect = "node-redis" | "ioredis";

/** What storage asks of Redis, whoever the client is from. */
export interface RedisCommands {
  get(key: string): PromiseLike<unknown>;
  set(key: string, value: string, px: number): PromiseLike<unknown>;
  /** `OK`, or nothing when the key has a value. */
  setIfAbsent(key: string, value: string, px: number): PromiseLike<unknown>;
  eval(script: string, key: string, args: string[]): PromiseLike<unknown>;
}

/** @throws CONFIG_INVALID when the client is neither's, or could be both's */
export function toCommands(client: RedisClient, dialect: RedisDialect | undefined): RedisCommands {
  switch (dialect ?? dialectOf(client)) {
    case "node-redis":
      return toNodeRedisCommands(client as NodeRedisClient);
    case "ioredis":
      return toIoRedisCommands(client as IoRedisClient);
    default:
      throw new LarkwireError("CONFIG_INVALID", 'dialect must be "node-redis" or "ioredis"');
  }
}

/** Both have get, set and eval; they differ in how commands of two words are written. */
function dialectOf(client: RedisClient): RedisDialect {
  const methods = ["get", "set", "eval"].every((name) => hasMethod(client, name));
  const camelCase = hasMethod(client, "hGetAll");
  const lowerCase = hasMethod(client, "hgetall");
  if (methods && camelCase !== lowerCase) return camelCase ? "node-redis" : "ioredis";
  throw new LarkwireError(
    "CONFIG_INVALID",
    "The client is neither of node-redis nor of ioredis; when it only wraps one of them, say which with the option dialect",
  );
}

function hasMethod(client: unknown, name: string): boolean {
  return typeof client === "object" && client !== null && typeof Reflect.get(client, name) === "function";
}

function toNodeRedisCommands(client: NodeRedisClient): RedisCommands {
  return {
    get: (key) => client.get(key),
    set: (key, value, PX) => client.set(key, value, { PX }),
    setIfAbsent: (key, value, PX) => client.set(key, value, { PX, NX: true }),
    eval: (script, key, args) => client.eval(script, { keys: [key], arguments: args }),
  };
}

function toIoRedisCommands(client: IoRedisClient): RedisCommands {
  return {
    get: (key) => client.get(key),
    set: (key, value, ms) => client.set(key, value, "PX", ms),
    setIfAbsent: (key, value, ms) => client.set(key, value, "PX", ms, "NX"),
    eval: (script, key, args) => client.eval(script, 1, key, ...args),
  };
}
