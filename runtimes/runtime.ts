import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** A running server in another runtime. */
export interface Running {
  readonly port: number;
  stop(): void;
}

async function bundle(entry: string): Promise<string> {
  const cache = join(here, "node_modules", ".cache");
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, "bundle-"));
  const outfile = join(directory, `${entry}.mjs`);
  await build({ entryPoints: [join(here, `${entry}.ts`)], outfile, bundle: true, format: "esm", platform: "node" });
  return outfile;
}

function started(child: ChildProcess): Promise<Running> {
  return new Promise((resolve, reject) => {
    let output = "";
    const hear = (chunk: Buffer): void => {
      output += chunk;
      const port = /(?:"port":|port )(\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve({ port: Number(port), stop: () => child.kill("SIGKILL") });
    };
    for (const stream of child.stdio.slice(1)) stream?.on("data", hear);
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}

async function startBun(): Promise<Running> {
  return started(spawn(resolve("@oven/bun-linux-x64/bin/bun"), ["run", await bundle("serve")]));
}

async function startDeno(): Promise<Running> {
  const args = ["run", "--quiet", "--allow-net=127.0.0.1", "--allow-env", await bundle("serve")];
  return started(spawn(resolve("@deno/linux-x64-glibc/deno"), args));
}

async function startWorkerd(): Promise<Running> {
  const app = await bundle("app");
  const config = join(app, "..", "config.capnp");
  await writeFile(config, workerdConfig);
  const args = ["serve", config, "--control-fd=3"];
  return started(
    spawn(resolve("@cloudflare/workerd-linux-64/bin/workerd"), args, { stdio: ["ignore", "pipe", "pipe", "pipe"] }),
  );
}

const workerdConfig = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "app", esModule = embed "app.mjs")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["nodejs_compat"],
);
`;

/** Runtimes whose binaries come from the registry. */
export const start = { bun: startBun, deno: startDeno, workerd: startWorkerd } as const;
