import { EventDispatcher, type KeyValue } from "larkwire";
import { LarkwireError, redisStorage } from "larkwire/redis";
import { afterEach, describe, expect, it } from "vitest";
import {
  type Connected,
  connectIoRedis,
  connectIoRedisCluster,
  connectIoRedisSentinel,
  connectNodeRedis,
  connectNodeRedisCluster,
  connectNodeRedisSentinel,
} from "./clients.ts";
import { type RedisCluster, type RedisServer, startCluster, startRedis, until } from "./redis-server.ts";

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(...config: string[]): Promise<RedisServer> {
  const server = await startRedis({ config });
  closing.push(() => server.close());
  return server;
}

const minuteMs = 60_000;
const clients: readonly [string, (server: RedisServer) => Connected<never> | Promise<Connected<never>>][] = [
  ["node-redis", connectNodeRedis as never],
  ["ioredis", connectIoRedis as never],
];

describe.each(clients)("while Redis is in trouble, %s", (_, connect) => {
  async function open(server: RedisServer, timeoutMs = 300) {
    const { client, close } = await connect(server);
    closing.push(close);
    return redisStorage(client, { timeoutMs });
  }

  it("is not waited for longer than the bound when Redis was killed, and serves again when it is back", async () => {
    const server = await start("appendonly yes", "appendfsync always");
    const storage = await open(server);
    await until("a connection", () => Promise.resolve(storage.swap("key", undefined, "kept", minuteMs)));

    await server.kill();
    const startedAt = performance.now();
    const error = await codeOf(() => storage.swap("other", undefined, "1", minuteMs));
    const tookMs = performance.now() - startedAt;
    await server.restart();

    expect(error).toMatch(/^STORAGE_(TIMEOUT|FAILED)$/);
    expect(tookMs).toBeLessThan(5_000);
    await until("the old value", async () => (await storage.get("key")) === "kept");
  });

  it("is not waited for when Redis has stopped without a word, and serves again when it goes on", async () => {
    const server = await start();
    const storage = await open(server);
    await until("a connection", () => Promise.resolve(storage.swap("key", undefined, "kept", minuteMs)));

    server.freeze();
    const [get, set, swap] = await Promise.all([
      codeOf(() => storage.get("key")),
      codeOf(() => storage.set("set", "late", minuteMs)),
      codeOf(() => storage.swap("swap", undefined, "late", minuteMs)),
    ]);
    server.thaw();

    expect([get, set, swap]).toEqual(["STORAGE_TIMEOUT", "STORAGE_TIMEOUT", "STORAGE_TIMEOUT"]);
    await until("an answer", async () => (await storage.get("key")) === "kept");
  });

  it("gives up at once when more waits than may", async () => {
    const server = await start();
    const { client, close } = await connect(server);
    closing.push(close);
    const storage = redisStorage(client, { timeoutMs: 200, maxPending: 10 });
    await until("a connection", () => Promise.resolve(storage.swap("key", undefined, "kept", minuteMs)));

    server.freeze();
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(() => storage.get("key"))));
    // What was given up is still in the client's hands.
    codes.push(await codeOf(() => storage.get("key")));
    server.thaw();

    expect(codes.slice(0, 10)).toEqual(Array(10).fill("STORAGE_TIMEOUT"));
    expect(codes.slice(10)).toEqual(Array(3).fill("STORAGE_OVERLOADED"));
    await until("an answer", async () => (await storage.get("key")) === "kept");
  });

  it("says what a full Redis says, and gives claims back all the same", async () => {
    const server = await start("maxmemory-policy noeviction");
    const storage = await open(server, 10_000);
    await storage.set("claim", "mine", minuteMs);
    await server.command("CONFIG", "SET", "maxmemory", "1");

    const refused = await Promise.resolve(storage.set("more", "x".repeat(1_000), minuteMs)).catch((error) => error);

    expect(refused).toMatchObject({ code: "STORAGE_FAILED", message: expect.stringContaining("OOM") });
    expect(await codeOf(() => storage.swap("more", undefined, "claim", minuteMs))).toBe("STORAGE_FAILED");
    expect(await storage.swap("claim", "mine", undefined, 0)).toBe(true);
  });

  it.each([
    ["open", "answered"],
    ["closed", "failed"],
  ] as const)("leaves a dispatcher %s: a delivery is %s within the bounds", async (whenUnavailable, outcome) => {
    const server = await start();
    const storage = await open(server);
    await until("a connection", () => Promise.resolve(storage.swap("key", undefined, "kept", minuteMs)));
    const reports: unknown[] = [];
    const logger = (_: string, message: string): void => void reports.push(message);
    let handled = 0;
    const dispatcher = new EventDispatcher({ storage, dedupe: { whenUnavailable }, logger }).on("a.b_v1", () => {
      handled += 1;
    });

    server.freeze();
    const startedAt = performance.now();
    const first = await dispatcher.receive(delivery("e-1"));
    const tookMs = performance.now() - startedAt;
    server.thaw();

    expect(first.outcome.type).toBe(outcome);
    expect(handled).toBe(whenUnavailable === "open" ? 1 : 0);
    expect(tookMs).toBeLessThan(2_500);
    expect(reports).toContainEqual(expect.stringMatching(/^STORAGE_TIMEOUT: /));
    await until("a storage that takes the repeat", async () => {
      const { outcome: repeated } = await dispatcher.receive(delivery("e-1"));
      return repeated.type === "answered";
    });
  });
});

const sentinelClients: readonly [
  string,
  (sentinel: RedisServer, name: string) => Connected<never> | Promise<Connected<never>>,
][] = [
  ["node-redis", connectNodeRedisSentinel as never],
  ["ioredis", connectIoRedisSentinel as never],
];

it.each(sentinelClients)("%s finds the new primary after a failover", async (_, connect) => {
  const primary = await start();
  const replica = await start(`replicaof 127.0.0.1 ${primary.port}`);
  const sentinel = await startRedis({
    sentinel: true,
    config: [
      `sentinel monitor bots 127.0.0.1 ${primary.port} 1`,
      "sentinel down-after-milliseconds bots 500",
      "sentinel failover-timeout bots 3000",
    ],
  });
  closing.push(() => sentinel.close());
  const { client, close } = await connect(sentinel, "bots");
  closing.push(close);
  const storage = redisStorage(client, { timeoutMs: 500 });
  await until("a connection", () => Promise.resolve(storage.swap("key", undefined, "kept", minuteMs)));
  await until("a replica that the sentinel knows", async () => {
    const known = await sentinel.command("SENTINEL", "replicas", "bots");
    return known.includes(String(replica.port)) && (await replica.command("GET", "key")) === "kept";
  });

  await primary.kill();

  await untilWritten(storage, ["after"]);
  expect(await storage.get("key")).toBe("kept");
  expect(await replica.command("GET", "after")).toBe("1");
});

const clusterClients: readonly [string, (cluster: RedisCluster) => Connected<never> | Promise<Connected<never>>][] = [
  ["node-redis", connectNodeRedisCluster as never],
  ["ioredis", connectIoRedisCluster as never],
];

it.each(clusterClients)("%s goes on with the replica when a master of its cluster dies", async (_, connect) => {
  const cluster = await startCluster();
  closing.push(() => cluster.close());
  const { client, close } = await connect(cluster);
  closing.push(close);
  const storage = redisStorage(client, { timeoutMs: 500 });
  // Enough keys to fall into the slots of every master.
  const keys = Array.from({ length: 12 }, (_, index) => `key-${index}`);
  await untilWritten(storage, keys);

  const replica = await cluster.failOver();

  await untilWritten(
    storage,
    keys.map((key) => `${key}-after`),
  );
  expect(await Promise.all(keys.map((key) => storage.get(key)))).toEqual(keys.map(() => "1"));
  expect(await replica.command("ROLE")).toMatch(/^master/);
});

async function untilWritten(storage: KeyValue, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const write = async (): Promise<boolean> => {
      await storage.set(key, "1", minuteMs);
      return true;
    };
    await until(`a write of ${key}`, write, 50_000);
  }
}

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return "none";
  } catch (error) {
    if (!LarkwireError.is(error)) throw error;
    return error.code;
  }
}

function delivery(id: string) {
  const header = { event_id: id, event_type: "a.b_v1", app_id: "cli_1", tenant_key: "t", create_time: "1", token: "" };
  return {
    body: new TextEncoder().encode(JSON.stringify({ schema: "2.0", header, event: {} })),
    receivedAt: performance.now(),
    background: "process" as const,
    origin: { type: "long-connection", connectionId: "1", messageId: id, traceId: "t" } as const,
  };
}
