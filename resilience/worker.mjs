// One of several processes that share a Redis: answers webhook posts, and writes down what it handles.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { EventDispatcher, toast } from "larkwire";
import { webhook } from "larkwire/node";
import { redisStorage } from "larkwire/redis";

const [redisPort, journal, verificationToken, leaseMs] = process.argv.slice(2);

const redis = new Redis(Number(redisPort), "127.0.0.1");
redis.on("error", () => {});
const timeoutMs = 2_000;
const storage = redisStorage(redis, { timeoutMs });
const dedupe = /** @type {const} */ ({ leaseMs: Number(leaseMs), whenUnavailable: "closed" });
let runs = 0;

/** A line of it is there as soon as it is written, whatever becomes of the process. @param {string} id */
async function handle(id) {
  runs += 1;
  appendFileSync(String(journal), `${id} ${process.pid}\n`);
  await sleep(Math.random() * 20);
  return `run ${runs} of process ${process.pid}`;
}

const dispatcher = new EventDispatcher({
  verificationToken,
  storage,
  storageTimeoutMs: timeoutMs,
  dedupe,
  logLevel: "silent",
})
  .on("card.action.trigger", async (_, ctx) => ({ toast: toast.info(await handle(ctx.envelope.id)) }))
  .on("test.event_v1", async (_, ctx) => void (await handle(ctx.envelope.id)));

const server = createServer(webhook({ "/": dispatcher })).listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" ? address?.port : undefined);
});
// Nothing outlives the test.
process.once("disconnect", () => process.exit());
