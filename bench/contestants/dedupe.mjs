// @ts-check
// `node contestants/dedupe.mjs <port of a Redis> <rounds> <ms of each>`: bare commands and larkwire in turns, over one client.
import { Redis } from "ioredis";
import { EventDispatcher } from "larkwire";
import { redisStorage } from "larkwire/redis";

const [port = 0, rounds = 0, durationMs = 0] = process.argv.slice(2).map(Number);
/** Deliveries under way at a time. */
const atOnce = 32;
const leaseMs = 60_000;
const ttlMs = 28_800_000;
const timeoutMs = 10_000;

const redis = new Redis(port, "127.0.0.1");
const dispatcher = new EventDispatcher({
  storage: redisStorage(redis, { timeoutMs }),
  storageTimeoutMs: timeoutMs,
  dedupe: { leaseMs, ttlMs },
  logLevel: "silent",
}).on("bench.event_v1", () => undefined);
const utf8 = new TextEncoder();

/** The least that remembers a delivery: a claim, and the answer in its place. @param {string} id */
async function bare(id) {
  const key = `bare:${id}`;
  if ((await redis.set(key, "lease", "PX", leaseMs, "NX")) !== "OK") throw new Error("claimed twice");
  if ((await redis.set(key, "{}", "PX", ttlMs, "XX")) !== "OK") throw new Error("not kept");
}

/** @param {string} id */
async function larkwire(id) {
  const header = { event_id: id, event_type: "bench.event_v1", app_id: "cli_1", tenant_key: "t" };
  const { outcome } = await dispatcher.receive({
    body: utf8.encode(JSON.stringify({ schema: "2.0", header, event: {} })),
    receivedAt: dispatcher.clock.monotonic(),
    background: "process",
    origin: { type: "long-connection", connectionId: "1", messageId: id, traceId: "t" },
  });
  if (outcome.type !== "answered") throw new Error(outcome.type);
}

let ids = 0;

/** @param {(id: string) => Promise<void>} remember @param {number} ms */
async function perSecond(remember, ms) {
  const startedAt = performance.now();
  const before = ids;
  const work = async () => {
    while (performance.now() - startedAt < ms) await remember(`e-${ids++}`);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return ((ids - before) / (performance.now() - startedAt)) * 1_000;
}

const samples = [];
await perSecond(bare, 300);
await perSecond(larkwire, 300);
for (let round = 0; round < rounds; round += 1) {
  samples.push({ bare: await perSecond(bare, durationMs), larkwire: await perSecond(larkwire, durationMs) });
}
redis.disconnect();
process.send?.(samples);
