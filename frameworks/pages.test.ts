import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { startSimulator } from "@larkwire/simulator";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";

const pages = new URL("../docs/frameworks/", import.meta.url);
const workplace = new URL("node_modules/.cache/pages/", import.meta.url);
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill();
});

/** The program of a page, as somebody pastes it. */
async function programOf(page: string): Promise<string> {
  const text = await readFile(new URL(page, pages), "utf8");
  const programs = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program]) => program ?? "");
  expect(programs, `${page} has one program`).toHaveLength(1);
  return programs[0] ?? "";
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Runs a program in a process of its own, with a host around it where it only exports something. */
async function run(page: string, program: string, environment: Record<string, string>): Promise<() => string> {
  const compile = (source: string): string =>
    ts.transpile(source, { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 });
  // Next's own bundler finds this module without its ending; Node does not.
  const code = compile(program).replace('"next/server"', '"next/server.js"');
  const name = page.replace(/\.md$/, "");
  await mkdir(workplace, { recursive: true });
  await writeFile(new URL(`${name}.mjs`, workplace), code);
  await writeFile(
    new URL(`${name}.host.mjs`, workplace),
    `${compile(await readFile(new URL("serve-page.ts", import.meta.url), "utf8"))}
servePage(await import("./${name}.mjs"), Number(process.env.PORT));
`,
  );
  const child = spawn(process.execPath, [fileURLToPath(new URL(`${name}.host.mjs`, workplace))], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  return () => output;
}

describe.each(await readdir(pages))("the program of docs/frameworks/%s", (page) => {
  it("passes the address check and answers a click in the simulator", { timeout: 60_000 }, async () => {
    const simulator = await startSimulator();
    try {
      const encryptKey = "the app's Encrypt Key";
      const app = simulator.createApp({ encryptKey });
      const alice = simulator.createUser({ name: "Alice" });
      const chat = simulator.createChat({ members: [alice], bots: [app] });
      const port = await freePort();
      const output = await run(page, await programOf(page), {
        PORT: String(port),
        ENCRYPT_KEY: encryptKey,
        VERIFICATION_TOKEN: app.verificationToken,
      });

      // Saving the request URL makes the platform check it; it fails until the program listens.
      const save = (): Promise<string> =>
        app.useWebhook(`http://127.0.0.1:${port}/webhook/event`).then(
          () => "saved",
          (error) => `${error}\n${output()}`,
        );
      await expect.poll(save, { timeout: 50_000, interval: 100 }).toBe("saved");
      const button = { tag: "button", text: { tag: "plain_text", content: "Approve" } };
      const { message_id } = app.sendCard(chat, { schema: "2.0", body: { elements: [button] } });
      const { toast } = await alice.click({ message_id, button: "Approve" });

      expect(toast?.content).toBe(`Thank you, ${alice.openId}`);
    } finally {
      await simulator.close();
    }
  });
});
