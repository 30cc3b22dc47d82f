import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

interface Worker {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Processes that answer webhook posts; whichever is killed is replaced. */
export class WorkerPool {
  readonly #args: readonly string[];
  readonly #places: (Worker | undefined)[] = [];
  readonly #starting = new Set<Promise<void>>();
  #closed = false;
  kills = 0;

  private constructor(args: readonly string[]) {
    this.#args = args;
  }

  static async start(size: number, args: readonly string[]): Promise<WorkerPool> {
    const pool = new WorkerPool(args);
    await Promise.all(Array.from({ length: size }, (_, place) => pool.#fill(place)));
    return pool;
  }

  /** Where a post goes, as a load balancer sends it that does not know yet who has died. */
  pickPort(): number {
    const worker = this.#pick();
    if (worker === undefined) throw new Error("no process is up");
    return worker.port;
  }

  /** SIGKILL in whatever it does. */
  killOne(): void {
    const worker = this.#pick();
    if (worker === undefined) return;
    const place = this.#places.indexOf(worker);
    worker.child.kill("SIGKILL");
    this.kills += 1;
    this.#places[place] = undefined;
    const starting = this.#fill(place).finally(() => this.#starting.delete(starting));
    this.#starting.add(starting);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#starting);
    for (const worker of this.#places) worker?.child.kill("SIGKILL");
  }

  #pick(): Worker | undefined {
    const up = this.#places.filter((worker) => worker !== undefined);
    return up[Math.floor(Math.random() * up.length)];
  }

  async #fill(place: number): Promise<void> {
    if (this.#closed) return;
    const child = fork(fileURLToPath(new URL("worker.mjs", import.meta.url)), this.#args, { execArgv: [] });
    const [port] = await once(child, "message");
    this.#places[place] = { child, port };
  }
}
