import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClick, encrypted, type SignedRequest, signed, verificationToken } from "../frameworks/platform.ts";
import type { Running } from "./runtime.ts";

const long = process.env.LARKWIRE_LONG === "1" && process.platform === "linux" && process.arch === "x64";

describe.skipIf(!long).each(["bun", "deno", "workerd"] as const)("%s", (name) => {
  let running: Running;
  beforeAll(async () => {
    // Installed for `npm run test:long` alone: the binaries have 350 MB.
    const { start } = await import("./runtime.ts");
    running = await start[name]();
  }, 30_000);
  afterAll(() => running?.stop());

  const post = async ({ headers, body }: SignedRequest): Promise<{ status: number; body: unknown }> => {
    const url = `http://127.0.0.1:${running.port}/webhook/event`;
    const response = await fetch(url, { method: "POST", headers, body: new Uint8Array(body) });
    return { status: response.status, body: await response.json() };
  };
  const clickOf = (name: string): SignedRequest => {
    const click = createClick() as { event: { action: object } };
    Object.assign(click.event.action, { name });
    return signed(encrypted(click));
  };

  it("returns the encrypted challenge", async () => {
    const challenge = { type: "url_verification", challenge: "abc", token: verificationToken };

    expect(await post({ headers: {}, body: Buffer.from(encrypted(challenge)) })).toEqual({
      status: 200,
      body: { challenge: "abc" },
    });
  });

  it("answers encrypted clicks, one after the other and many at a time", async () => {
    for (const value of ["一", "二"]) {
      expect(await post(signed(encrypted(createClick(value))))).toEqual({
        status: 200,
        body: { toast: { type: "success", content: `已批准 "${value}"` } },
      });
    }
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => post(signed(encrypted(createClick(n))))));

    expect(answers.map(({ body }) => (body as { toast: { content: string } }).toast.content)).toEqual(
      Array.from({ length: 50 }, (_, n) => `已批准 ${n}`),
    );
  });

  it("refuses a wrong signature with 401 and a body that is too large with 413", async () => {
    expect((await post(signed(encrypted(createClick()), "another key"))).status).toBe(401);
    expect((await post(signed(encrypted(createClick("x".repeat(2 ** 20)))))).status).toBe(413);
  });

  it("answers 500 when a handler throws, and goes on", async () => {
    expect((await post(clickOf("broken"))).status).toBe(500);
    expect((await post(clickOf("fine"))).status).toBe(200);
  });

  it("answers by itself when handlers are too late, also when several are", async () => {
    const soon = { status: 200, body: { toast: { type: "info", content: "Working on it" } } };

    expect(await Promise.all([post(clickOf("slow")), post(clickOf("slow"))])).toEqual([soon, soon]);
    expect(await post(clickOf("slow"))).toEqual(soon);
  });
});
