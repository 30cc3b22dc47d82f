import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { StaticFiles } from "./static-files.ts";

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "larkwire-static-"));
  await mkdir(join(directory, "console", "assets"), { recursive: true });
  await writeFile(join(directory, "console", "index.html"), "<!doctype html>");
  await writeFile(join(directory, "console", "assets", "index-1a2b.js"), "1");
  await writeFile(join(directory, "secret.txt"), "secret");
});
afterAll(() => rm(directory, { recursive: true }));

const read = async (path: string) => (await StaticFiles.list(join(directory, "console"))).read(path);

it.each(["", "index.html"])(
  "the page at %j is always asked for anew, and may load nothing from elsewhere",
  async (path) => {
    const page = await read(path);

    expect(Buffer.from(page?.body ?? []).toString()).toBe("<!doctype html>");
    expect(page?.headers).toMatchObject({
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-cache",
      "X-Content-Type-Options": "nosniff",
    });
    expect(page?.headers["Content-Security-Policy"]).toMatch(/^default-src 'none'; script-src 'self';/);
  },
);

it("assets may be kept, because their names change with what is in them", async () => {
  expect((await read("assets/index-1a2b.js"))?.headers).toMatchObject({
    "Content-Type": "text/javascript; charset=utf-8",
    "Cache-Control": expect.stringContaining("immutable"),
  });
});

it.each([
  "../secret.txt",
  "..%2fsecret.txt",
  "assets/../../secret.txt",
  "/etc/passwd",
  "assets",
  "assets/",
  "nothing.js",
  "\0",
])("%j leads nowhere", async (path) => {
  expect(await read(path)).toBeUndefined();
});

it("a directory that is missing has no files", async () => {
  expect(await (await StaticFiles.list(join(directory, "nothing"))).read("")).toBeUndefined();
  expect(await (await StaticFiles.list(undefined)).read("")).toBeUndefined();
});
