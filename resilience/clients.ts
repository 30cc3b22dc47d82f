import { Cluster, Redis } from "ioredis";
import type { IoRedisClient, NodeRedisClient } from "larkwire/redis";
import { createClient, createCluster, createSentinel } from "redis";
import type { RedisCluster, RedisServer } from "./redis-server.ts";

/** A client, and the way to be rid of it whatever state it is in. */
export interface Connected<Client> {
  readonly client: Client;
  close(): void;
}

/** Clients report what befalls them; here that is what the tests are about. */
const ignore = (): void => {};

export async function connectNodeRedis({ url }: RedisServer): Promise<Connected<NodeRedisClient>> {
  const client = createClient({ url, socket: { reconnectStrategy: 50 } });
  client.on("error", ignore);
  await client.connect();
  return { client, close: () => client.destroy() };
}

export async function connectNodeRedisCluster({ ports }: RedisCluster): Promise<Connected<NodeRedisClient>> {
  const client = createCluster({ rootNodes: ports.map((port) => ({ url: `redis://127.0.0.1:${port}` })) });
  client.on("error", ignore);
  await client.connect();
  return { client, close: () => client.destroy() };
}

/** Finds the primary through a sentinel, also after a failover. */
export async function connectNodeRedisSentinel(
  { port }: RedisServer,
  name: string,
): Promise<Connected<NodeRedisClient>> {
  const client = createSentinel({
    name,
    sentinelRootNodes: [{ host: "127.0.0.1", port }],
    nodeClientOptions: { socket: { reconnectStrategy: 50 } },
    sentinelClientOptions: { socket: { reconnectStrategy: 50 } },
    scanInterval: 200,
  });
  client.on("error", ignore);
  await client.connect();
  return { client, close: () => client.destroy() };
}

export function connectIoRedis({ port }: RedisServer): Connected<IoRedisClient> {
  const client = new Redis(port, "127.0.0.1", { retryStrategy: () => 50 });
  client.on("error", ignore);
  return { client, close: () => client.disconnect() };
}

export function connectIoRedisCluster({ ports }: RedisCluster): Connected<IoRedisClient> {
  const client = new Cluster(ports.map((port) => ({ host: "127.0.0.1", port })));
  client.on("error", ignore);
  return { client, close: () => client.disconnect() };
}

/** The same with ioredis. */
export function connectIoRedisSentinel({ port }: RedisServer, name: string): Connected<IoRedisClient> {
  const client = new Redis({
    sentinels: [{ host: "127.0.0.1", port }],
    name,
    retryStrategy: () => 50,
    sentinelRetryStrategy: () => 50,
  });
  client.on("error", ignore);
  return { client, close: () => client.disconnect() };
}
