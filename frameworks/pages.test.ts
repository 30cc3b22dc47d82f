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

const textOf = (page: string): Promise<string> => readFile(new URL(page, pages), "utf8");

/** The program of a page, as somebody pastes it. */
async function programOf(page: string): Promise<string> {
  const programs = [...(await textOf(page)).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program]) => program ?? "");
  expect(programs, `${page} has one program`).toHaveLength(1);
  return programs[0] ?? "";
}

/** What the page sets on its command line: the secrets of the first app that the simulator's command makes. */
async function secretsOf(page: string): Promise<{ encryptKey: string; verificationToken: string }> {
  const text = await textOf(page);
  expect(text).toContain("npx @larkwire/simulator --webhook http://127.0.0.1:7777/webhook/event\n");
  const [, encryptKey = "", verificationToken = ""] = /^ENCRYPT_KEY=(\w+) VERIFICATION_TOKEN=(\w+) /m.exec(text) ?? [];
  return { encryptKey, verificationToken };
}

/** The same with the handler of legacy cards beside it, as the page says below. */
async function legacyProgramOf(page: string): Promise<string> {
  const [, added] = /^Legacy cards: add `(.*?)`,/m.exec(await textOf(page)) ?? [];
  const program = await programOf(page);
  const mounted = '"/webhook/event": dispatcher';
  expect([program.includes(mounted), added], `${page} says where to add it`).toEqual([true, expect.any(String)]);
  return `import { CardActionHandler } from "larkwire";
const verificationToken = process.env.VERIFICATION_TOKEN;
const handler = (event) => ({ toast: toast.success(\`Thank you, legacy \${event.open_id}\`) });
${program.replace(mounted, `${mounted}, ${added}`)}`;
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
async function run(name: string, program: string, environment: Record<string, string>): Promise<() => string> {
  const compile = (source: string): string =>
    ts.transpile(source, { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 });
  // Next's own bundler finds this module without its ending; Node does not.
  const code = compile(program).replace('"next/server"', '"next/server.js"');
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

/** An app whose program is running, and a click on its card by Alice. */
async function arrange(name: string, program: string) {
  const simulator = await startSimulator();
  const { encryptKey, verificationToken } = await secretsOf(name.replace("legacy-", ""));
  const app = simulator.createApp({ encryptKey, verificationToken });
  const alice = simulator.createUser({ name: "Alice" });
  const chat = simulator.createChat({ members: [alice], bots: [app] });
  const port = await freePort();
  const output = await run(name.replace(/\.md$/, ""), program, {
    PORT: String(port),
    ENCRYPT_KEY: encryptKey,
    VERIFICATION_TOKEN: verificationToken,
  });
  const button = { tag: "button", text: { tag: "plain_text", content: "Approve" } };
  return {
    app,
    alice,
    urlOf: (path: string) => `http://127.0.0.1:${port}${path}`,
    /** Saving a request URL makes the platform check it; it fails until the program listens. */
    saved: async (save: () => Promise<unknown>): Promise<void> => {
      const trial = (): Promise<string> =>
        save().then(
          () => "saved",
          (error) => `${error}\n${output()}`,
        );
      await expect.poll(trial, { timeout: 50_000, interval: 100 }).toBe("saved");
    },
    click: async (): Promise<string | undefined> => {
      const { message_id } = app.sendCard(chat, { schema: "2.0", body: { elements: [button] } });
      return (await alice.click({ message_id, button: "Approve" })).toast?.content;
    },
    [Symbol.asyncDispose]: () => simulator.close(),
  };
}

describe.each(await readdir(pages))("the program of docs/frameworks/%s", (page) => {
  it("passes the address check and answers a click in the simulator", { timeout: 60_000 }, async () => {
    await using world = await arrange(page, await programOf(page));

    await world.saved(() => world.app.useWebhook(world.urlOf("/webhook/event")));

    expect(await world.click()).toBe(`Thank you, ${world.alice.openId}`);
  });
});

/** Lambda and Next.js give each callback a function of its own. */
const sharing = (await readdir(pages)).filter((page) => !["lambda.md", "next.md"].includes(page));

describe.each(sharing)("what docs/frameworks/%s says of legacy cards", (page) => {
  it("passes their address check and answers a legacy click in the simulator", { timeout: 60_000 }, async () => {
    await using world = await arrange(`legacy-${page}`, await legacyProgramOf(page));

    await world.saved(() => world.app.configure({ botPageUrl: world.urlOf("/webhook/card") }));
    world.app.publishVersion();

    expect(await world.click()).toBe(`Thank you, legacy ${world.alice.openId}`);
  });
});
