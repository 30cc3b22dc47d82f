import { type KeyValue, memoryStorage } from "larkwire";
import { redisStorage } from "larkwire/redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Connected,
  connectIoRedis,
  connectIoRedisCluster,
  connectNodeRedis,
  connectNodeRedisCluster,
} from "./clients.ts";
import { type RedisCluster, type RedisServer, startCluster, startRedis, until } from "./redis-server.ts";

let server: RedisServer;
let cluster: RedisCluster;
const open: Connected<unknown>[] = [];

beforeAll(async () => {
  [server, cluster] = await Promise.all([startRedis(), startCluster()]);
});

afterAll(async () => {
  for (const { close } of open) close();
  await Promise.all([server.close(), cluster.close()]);
});

/** A loaded machine may be slow; whether operations are bounded is tested elsewhere. */
const options = { timeoutMs: 20_000 };

const kinds: readonly [string, () => Promise<KeyValue>][] = [
  ["memory", async () => memoryStorage()],
  ["node-redis", async () => redisStorage(keep(await connectNodeRedis(server)).client, options)],
  ["ioredis", async () => redisStorage(keep(connectIoRedis(server)).client, options)],
  ["node-redis on a cluster", async () => redisStorage(keep(await connectNodeRedisCluster(cluster)).client, options)],
  ["ioredis on a cluster", async () => redisStorage(keep(connectIoRedisCluster(cluster)).client, options)],
];

function keep<Client>(connected: Connected<Client>): Connected<Client> {
  open.push(connected);
  return connected;
}

const minuteMs = 60_000;

describe.each(kinds)("KeyValue: %s", (kind, create) => {
  let storage: KeyValue;
  let keys = 0;
  /** A key of its own for each test; braces and what JSON needs must not matter. */
  const newKey = (): string => `${kind}:{${++keys}}:["cli_1",null,"事件 \\" "]`;

  beforeAll(async () => {
    storage = await create();
  });

  it("gives back what was set, the newest, exactly", async () => {
    const key = newKey();
    expect(await storage.get(key)).toBeUndefined();
    await storage.set(key, "first", minuteMs);
    await storage.set(key, '{"你好":"\\u0000\n😀"}', minuteMs);
    expect(await storage.get(key)).toBe('{"你好":"\\u0000\n😀"}');
  });

  it("forgets when the time is over, whether the value was set or swapped in", async () => {
    const [set, claimed, swapped] = [newKey(), newKey(), newKey()];
    await storage.set(set, "value", 50.5);
    await storage.swap(claimed, undefined, "value", 50.5);
    await storage.set(swapped, "value", minuteMs);
    await storage.swap(swapped, "value", "next", 50.5);
    for (const key of [set, claimed, swapped]) {
      await until("expiry", async () => (await storage.get(key)) === undefined);
      expect(await storage.swap(key, undefined, "again", minuteMs)).toBe(true);
    }
  });

  it("swaps nothing for something once, and what is expected for something else", async () => {
    const key = newKey();
    expect(await storage.swap(key, undefined, "mine", minuteMs)).toBe(true);
    expect(await storage.swap(key, undefined, "yours", minuteMs)).toBe(false);
    expect(await storage.swap(key, "yours", "stolen", minuteMs)).toBe(false);
    expect(await storage.get(key)).toBe("mine");
    expect(await storage.swap(key, "mine", "outcome", minuteMs)).toBe(true);
    expect(await storage.get(key)).toBe("outcome");
  });

  it("removes only what is expected", async () => {
    const key = newKey();
    await storage.set(key, "mine", minuteMs);
    expect(await storage.swap(key, "yours", undefined, 0)).toBe(false);
    expect(await storage.swap(key, "mine", undefined, 0)).toBe(true);
    expect(await storage.get(key)).toBeUndefined();
    expect(await storage.swap(key, undefined, undefined, 0)).toBe(true);
    expect(await storage.swap(key, "mine", "again", minuteMs)).toBe(false);
  });

  it("tells an empty value from none", async () => {
    const key = newKey();
    await storage.set(key, "", minuteMs);
    expect(await storage.get(key)).toBe("");
    expect(await storage.swap(key, undefined, "claim", minuteMs)).toBe(false);
    expect(await storage.swap(key, "", "claim", minuteMs)).toBe(true);
  });

  it("lets exactly one of many claims at once win", async () => {
    const key = newKey();
    const claims = await Promise.all(
      Array.from({ length: 50 }, (_, index) => storage.swap(key, undefined, `claim ${index}`, minuteMs)),
    );
    expect(claims.filter((claimed) => claimed)).toHaveLength(1);
    expect(await storage.get(key)).toBe(`claim ${claims.indexOf(true)}`);
  });
});

describe("redisStorage", () => {
  it("puts its prefix before every key", async () => {
    const { client } = keep(connectIoRedis(server));
    const storage = redisStorage(client, { ...options, keyPrefix: "bot:" });
    await storage.set("set", "1", minuteMs);
    await storage.swap("swapped", undefined, "2", minuteMs);
    await storage.swap("swapped", "2", "3", minuteMs);
    expect([await client.get("bot:set"), await client.get("bot:swapped")]).toEqual(["1", "3"]);
  });

  it.each([
    ["nothing of Redis", {}],
    ["a Map", new Map()],
    ["no object", "redis://127.0.0.1"],
    ["both", { get: () => {}, set: () => {}, eval: () => {}, hGetAll: () => {}, hgetall: () => {} }],
  ])("does not guess what a client is that has %s", (_, client) => {
    expect(() => redisStorage(client as never)).toThrow(/^CONFIG_INVALID: The client is neither/);
  });

  it("takes a wrapper when it is told whose it is", async () => {
    const { client } = keep(await connectNodeRedis(server));
    const { get, set } = { get: client.get.bind(client), set: client.set.bind(client) };
    const wrapper = { get, set, eval: client.eval.bind(client) } as typeof client;
    const storage = redisStorage(wrapper, { ...options, dialect: "node-redis" });
    expect(await storage.swap("wrapped", undefined, "1", minuteMs)).toBe(true);
    expect(await storage.swap("wrapped", "1", "2", minuteMs)).toBe(true);
  });
});
