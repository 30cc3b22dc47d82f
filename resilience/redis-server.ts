import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** A real Redis on a free port of this machine, and what can befall it. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Runs a command through redis-cli. */
  command(...args: string[]): Promise<string>;
  /** As the machine does when memory is short: nothing is said to anybody. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with what it wrote to disk. */
  restart(): Promise<void>;
  /** SIGSTOP: connections stay open and nothing is answered. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Resolves when the check holds; there is no event that tells it. */
export async function until(what: string, check: () => Promise<boolean>, withinMs = 30_000): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await check().catch(() => false))) {
    if (performance.now() > giveUpAt) throw new Error(`${what} did not come about within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

interface Launch {
  /** A sentinel instead of a server. */
  readonly sentinel?: boolean;
  readonly config?: readonly string[];
}

/** @param launch - lines of its configuration beside the port */
export async function startRedis({ sentinel = false, config = [] }: Launch = {}): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), "larkwire-redis-"));
  const port = await freePort();
  const file = join(directory, "redis.conf");
  const lines = [`port ${port}`, "bind 127.0.0.1", `dir ${directory}`, ...(sentinel ? [] : ['save ""']), ...config];
  await writeFile(file, `${lines.join("\n")}\n`);
  let child: ChildProcess | undefined;

  const command = async (...args: string[]): Promise<string> =>
    (await execute("redis-cli", ["-p", String(port), ...args])).stdout.trim();

  async function launch(): Promise<void> {
    child = spawn("redis-server", sentinel ? [file, "--sentinel"] : [file], { stdio: "ignore" });
    await until(`a Redis on port ${port}`, async () => (await command("PING")) === "PONG");
  }

  async function kill(): Promise<void> {
    const dying = child;
    child = undefined;
    if (dying === undefined || dying.exitCode !== null) return;
    const exit = once(dying, "exit");
    dying.kill("SIGKILL");
    await exit;
  }

  await launch();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    command,
    kill,
    restart: launch,
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    close: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export interface RedisCluster {
  readonly ports: readonly number[];
  /** Gives the first master a replica, which has caught up, and kills that master. */
  failOver(): Promise<RedisServer>;
  close(): Promise<void>;
}

/** Three masters without replicas, which share the slots. */
export async function startCluster(): Promise<RedisCluster> {
  const config = ["cluster-enabled yes", "cluster-node-timeout 2000"];
  const masters = await Promise.all([1, 2, 3].map(() => startRedis({ config })));
  const nodes = [...masters];
  const addresses = masters.map(({ port }) => `127.0.0.1:${port}`);
  await execute("redis-cli", ["--cluster", "create", ...addresses, "--cluster-yes"]);
  for (const master of masters) {
    await until("a cluster", async () => (await master.command("CLUSTER", "INFO")).includes("cluster_state:ok"));
  }

  async function failOver(): Promise<RedisServer> {
    const [master] = masters;
    const [address = ""] = addresses;
    if (master === undefined) throw new Error("no master");
    const replica = await startRedis({ config });
    nodes.push(replica);
    const masterId = await master.command("CLUSTER", "MYID");
    const joining = [
      "add-node",
      `127.0.0.1:${replica.port}`,
      address,
      "--cluster-slave",
      "--cluster-master-id",
      masterId,
    ];
    await execute("redis-cli", ["--cluster", ...joining]);
    await until("a replica", async () =>
      (await replica.command("INFO", "replication")).includes("master_link_status:up"),
    );
    await until("a replica that all know", async () => {
      const views = await Promise.all(nodes.map((node) => node.command("CLUSTER", "NODES")));
      return views.every((view) => /\bslave\b/.test(view));
    });
    await master.kill();
    return replica;
  }

  return {
    ports: masters.map(({ port }) => port),
    failOver,
    close: async () => void (await Promise.all(nodes.map((node) => node.close()))),
  };
}
