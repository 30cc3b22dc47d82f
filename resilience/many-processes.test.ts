import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { startRedis } from "./redis-server.ts";
import { WorkerPool } from "./worker-pool.ts";

const long = process.env.LARKWIRE_LONG === "1";
const scale = long ? { processes: 8, deliveries: 20_000 } : { processes: 3, deliveries: 600 };
/** The long form kills by the clock, the short one by what has been posted: it may be over before the clock has moved much. */
const killEvery: { readonly ms?: number; readonly posts?: number } = long ? { ms: 1_000 } : { posts: 250 };
const repeatShare = 0.3;
const atOnce = 48;
/** The platform's 15 s and 5 min and the default lease of 60 s, sixty times as fast; the hours after that shortened. */
const resendAfterMs = [250, 5_000, 5_000, 5_000];
const leaseMs = 1_000;
const verificationToken = "a verification token";

/** What came of one delivery of an event. */
interface Report {
  readonly id: string;
  readonly failures: number;
  readonly body: string | undefined;
}

it(
  `${scale.processes} processes with one Redis handle each event once or visibly again, while one after the other is killed`,
  async () => {
    const redis = await startRedis();
    const directory = await mkdtemp(join(tmpdir(), "larkwire-journal-"));
    const journal = join(directory, "handled");
    await writeFile(journal, "");
    const args = [String(redis.port), journal, verificationToken, String(leaseMs)];
    const pool = await WorkerPool.start(scale.processes, args);
    const killing = killEvery.ms === undefined ? undefined : setInterval(() => pool.killOne(), killEvery.ms);
    try {
      const reports = await deliverAll(pool, planDeliveries());
      clearInterval(killing);
      const counts = count(reports, await readFile(journal, "utf8"));
      console.log(
        `${scale.deliveries} deliveries of ${counts.events} events to ${scale.processes} processes, ${pool.kills} of them killed: ` +
          `${counts.once} events handled once, ${counts.again} again after a failed attempt, ${counts.hidden} again unseen, ` +
          `${counts.lost} deliveries lost, ${counts.different} events with answers that differ; ${counts.failures} attempts failed`,
      );
      expect(pool.kills).toBeGreaterThan(1);
      expect(counts).toMatchObject({ hidden: 0, lost: 0, different: 0, once: counts.events - counts.again });
    } finally {
      clearInterval(killing);
      await pool.close();
      await redis.close();
      await rm(directory, { recursive: true, force: true });
    }
  },
  long ? 600_000 : 120_000,
);

/** Every event once, and repeats of them: some soon after the first, some long after. */
function planDeliveries(): readonly string[] {
  const repeats = Math.round(scale.deliveries * repeatShare);
  const events = scale.deliveries - repeats;
  const plan: string[] = [];
  for (let index = 0; index < events; index += 1) {
    plan.push(`${index % 2 === 0 ? "click" : "event"}-${index}`);
    while (plan.length - index - 1 < Math.floor(((index + 1) * repeats) / events)) {
      const near = Math.random() < 0.5;
      const back = near ? Math.floor(Math.random() * Math.min(20, index + 1)) : Math.floor(Math.random() * (index + 1));
      plan.push(`${(index - back) % 2 === 0 ? "click" : "event"}-${index - back}`);
    }
  }
  return plan;
}

async function deliverAll(pool: WorkerPool, plan: readonly string[]): Promise<readonly Report[]> {
  const agent = new Agent({ keepAlive: true });
  const waiting = plan.values();
  const reports: Promise<Report>[] = [];
  let posts = 0;
  const post = async (): Promise<void> => {
    for (const id of waiting) {
      // A delivery that has to come again waits aside, as on the platform: others go on.
      const first = attempt(agent, pool.pickPort(), id);
      posts += 1;
      if (killEvery.posts !== undefined && posts % killEvery.posts === 0) pool.killOne();
      reports.push(deliver(agent, pool, id, first));
      await first;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, post));
  const all = await Promise.all(reports);
  agent.destroy();
  return all;
}

async function deliver(
  agent: Agent,
  pool: WorkerPool,
  id: string,
  first: Promise<string | undefined>,
): Promise<Report> {
  let body = await first;
  let failures = 0;
  for (const ms of resendAfterMs) {
    if (body !== undefined) break;
    failures += 1;
    await sleep(ms);
    body = await attempt(agent, pool.pickPort(), id);
  }
  return { id, failures, body };
}

/** The body of an answer with status 200, or nothing. */
function attempt(agent: Agent, port: number, id: string): Promise<string | undefined> {
  const event_type = id.startsWith("click") ? "card.action.trigger" : "test.event_v1";
  const header = {
    event_id: id,
    event_type,
    app_id: "cli_1",
    tenant_key: "t",
    create_time: "1",
    token: verificationToken,
  };
  const operator = { open_id: "ou_1", tenant_key: "t" };
  const action = { tag: "button", value: {} };
  const context = { open_message_id: "om_1", open_chat_id: "oc_1" };
  const body = JSON.stringify({ schema: "2.0", header, event: { operator, action, context, token: "c-1" } });
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json" };
    const outgoing = request({ port, host: "127.0.0.1", method: "POST", path: "/", agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("error", () => resolve(undefined));
      response.on("end", () => resolve(response.statusCode === 200 ? text : undefined));
    });
    outgoing.on("error", () => resolve(undefined));
    outgoing.end(body);
  });
}

function count(reports: readonly Report[], journal: string) {
  const runs = new Map<string, number>();
  for (const line of journal.split("\n").filter((text) => text !== "")) {
    const [id = ""] = line.split(" ");
    runs.set(id, (runs.get(id) ?? 0) + 1);
  }
  const byId = groupById(reports);
  const counts = { events: byId.size, once: 0, again: 0, hidden: 0, lost: 0, different: 0, failures: 0 };
  for (const [id, deliveries] of byId) {
    const bodies = deliveries.flatMap(({ body }) => (body === undefined ? [] : [body]));
    const failures = deliveries.reduce((sum, delivery) => sum + delivery.failures, 0);
    const handled = runs.get(id) ?? 0;
    counts.lost += deliveries.length - bodies.length;
    counts.failures += failures;
    if (new Set(bodies).size > 1) counts.different += 1;
    if (handled === 1) counts.once += 1;
    // Every run that did not become the answer must have shown as a failed attempt.
    else if (handled > 1 && failures >= handled - 1) counts.again += 1;
    else counts.hidden += 1;
  }
  return counts;
}

function groupById(reports: readonly Report[]): Map<string, Report[]> {
  const byId = new Map<string, Report[]>();
  for (const report of reports) byId.set(report.id, [...(byId.get(report.id) ?? []), report]);
  return byId;
}
