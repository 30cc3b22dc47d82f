import { CardActionHandler, customResponse, EventDispatcher, type EventDispatcherOptions, toast } from "larkwire";
import { afterEach, describe, expect, it } from "vitest";
import { type Exchange, type Head, http1, type Received } from "./client.ts";
import type { Host, Running } from "./host.ts";
import { expressHosts } from "./hosts/express.ts";
import { fastify, fastifyOverHttp2 } from "./hosts/fastify.ts";
import { fetchHost } from "./hosts/fetch.ts";
import { hono } from "./hosts/hono.ts";
import { koaHosts } from "./hosts/koa.ts";
import { lambdaHosts } from "./hosts/lambda.ts";
import { nestHosts } from "./hosts/nest.ts";
import { next } from "./hosts/next.ts";
import { nodeHosts } from "./hosts/node.ts";
import {
  createClick,
  createLegacyClick,
  encrypted,
  encryptKey,
  type SignedRequest,
  signed,
  verificationToken,
} from "./platform.ts";

const path = "/webhook/event";
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function createDispatcher(options: EventDispatcherOptions = {}): { dispatcher: EventDispatcher; codes: unknown[] } {
  const codes: unknown[] = [];
  const dispatcher = new EventDispatcher({
    encryptKey,
    verificationToken,
    logger: (_level, _message, fields) => void (fields?.code !== undefined && codes.push(fields.code)),
    ...options,
  });
  return { dispatcher, codes };
}

const approving = (options?: EventDispatcherOptions) => {
  const { dispatcher, codes } = createDispatcher(options);
  dispatcher.onCardAction((event) => ({ toast: toast.success(`已批准 ${JSON.stringify(event.action.value)}`) }));
  return { dispatcher, codes };
};

/** What a client that knows the length sends before the body. */
const headOf = ({ headers, body }: SignedRequest, at: string = path): Head => ({
  method: "POST",
  path: at,
  headers: { ...headers, "content-length": String(body.length) },
});

const jsonOf = ({ text }: Received): unknown => (text === "" ? undefined : JSON.parse(text));
const write = ({ body }: Exchange, bytes: Uint8Array): Promise<unknown> =>
  new Promise((resolve) => body.write(bytes, resolve));

const hosts: readonly Host[] = [
  ...nodeHosts,
  ...expressHosts,
  ...koaHosts,
  fastify,
  fastifyOverHttp2,
  hono,
  ...nestHosts,
  next,
  fetchHost,
  ...lambdaHosts,
];

describe.each(hosts.map((host) => ({ host, name: host.name })))("$name", ({ host }) => {
  const { client = http1 } = host;
  const start = async (...args: Parameters<Host["start"]>): Promise<Running> => {
    const running = await host.start(...args);
    closing.push(running.close);
    return running;
  };

  const ask = ({ port }: Running, method: string, at: string): Promise<Received> => {
    const { body, answer } = client(port, { method, path: at });
    body.end();
    return answer;
  };

  const send = ({ port }: Running, request: SignedRequest, at?: string): Promise<Received> => {
    const { body, answer } = client(port, headOf(request, at));
    body.end(request.body);
    return answer;
  };

  const post = async (...args: Parameters<typeof send>): Promise<{ status: number; body: unknown }> => {
    const answer = await send(...args);
    return { status: answer.status, body: jsonOf(answer) };
  };

  it("answers an encrypted click with a right signature, in any script", async () => {
    const running = await start({ [path]: approving().dispatcher });

    const answer = await post(running, signed(encrypted(createClick("审批单 ✓"))));

    expect(answer).toEqual({ status: 200, body: { toast: { type: "success", content: '已批准 "审批单 ✓"' } } });
  });

  it("answers a plain click that is signed, and one that only the token vouches for", async () => {
    const running = await start({ [path]: approving().dispatcher, "/plain": approving({ encryptKey: [] }).dispatcher });

    const withSignature = await post(running, signed(JSON.stringify(createClick())));
    const withToken = await post(running, { headers: {}, body: Buffer.from(JSON.stringify(createClick())) }, "/plain");

    expect([withSignature.status, withToken.status]).toEqual([200, 200]);
  });

  it("refuses a wrong signature with a 401 that says nothing, and hands nothing to the app", async () => {
    const { dispatcher, codes } = createDispatcher();
    const clicks: unknown[] = [];
    dispatcher.onCardAction((event) => void clicks.push(event));
    const running = await start({ [path]: dispatcher });

    const answer = await post(running, signed(encrypted(createClick()), "another key"));

    expect(answer).toEqual({ status: 401, body: { msg: "unauthorized" } });
    expect([clicks, codes]).toEqual([[], ["SIGNATURE_INVALID"]]);
  });

  it("returns the challenge within a second, encrypted or not", async () => {
    const running = await start({ [path]: approving().dispatcher, "/plain": approving({ encryptKey: [] }).dispatcher });
    const challenge = { type: "url_verification", challenge: "abc", token: verificationToken };
    const begin = performance.now();

    const secret = await post(running, { headers: {}, body: Buffer.from(encrypted(challenge)) });
    const plain = await post(running, { headers: {}, body: Buffer.from(JSON.stringify(challenge)) }, "/plain");

    expect([secret, plain]).toEqual(Array(2).fill({ status: 200, body: { challenge: "abc" } }));
    expect(performance.now() - begin).toBeLessThan(1_000);
  });

  it("answers other paths 404 and other methods 405, HEAD and OPTIONS too", async () => {
    const running = await start({ [path]: approving().dispatcher });
    const statuses: number[] = [];
    for (const method of ["GET", "HEAD", "OPTIONS", "PUT"]) {
      statuses.push((await ask(running, method, path)).status);
    }

    expect(statuses).toEqual([405, 405, 405, 405]);
    expect((await ask(running, "POST", "/elsewhere")).status).toBe(404);
  });

  it("reads a body that comes byte by byte, also where that cuts a character", async () => {
    const running = await start({ [path]: approving({ encryptKey: [] }).dispatcher });
    const body = Buffer.from(JSON.stringify(createClick("卡片")));

    const exchange = client(running.port, headOf({ headers: {}, body }));
    for (const byte of body) await write(exchange, Uint8Array.of(byte));
    exchange.body.end();
    const { status, text } = await exchange.answer;

    expect(status).toBe(200);
    expect(text).toContain("卡片");
  });

  it("answers legacy clicks at a URL of their own or at the dispatcher's, with a status and body of the app's choice", async () => {
    const cards = new CardActionHandler({ verificationToken, logLevel: "silent" }, (event) =>
      customResponse({
        status: 400,
        // What frames the answer is the host's business, and forbidden in HTTP/2.
        headers: { "x-app": "legacy", connection: "upgrade", "transfer-encoding": "chunked" },
        body: { content: `你好 ${event.open_id}` },
      }),
    );
    const { dispatcher } = approving();
    const running = await start({ "/webhook/card": cards, [path]: [dispatcher, cards] });

    for (const at of ["/webhook/card", path]) {
      const request = signed(JSON.stringify(createLegacyClick()), verificationToken, "sha1");
      const answer = await send(running, request, at);

      expect([answer.status, answer.headers["x-app"]]).toEqual([400, "legacy"]);
      expect(jsonOf(answer)).toEqual({ content: "你好 ou_1" });
      expect((await post(running, { ...request, headers: {} }, at)).status).toBe(401);
    }
    expect((await post(running, signed(encrypted(createClick())))).status).toBe(200);
  });

  it("refuses a body above maxBodyBytes with 413", async () => {
    const { dispatcher, codes } = approving();
    const running = await start({ [path]: dispatcher }, { maxBodyBytes: 1_000 });

    const answer = await post(running, signed(encrypted(createClick("x".repeat(1_000)))));

    expect([answer.status, codes]).toEqual([413, ["BODY_TOO_LARGE"]]);
  });

  it.runIf(host.streams)("gives up a body that is too slow with 408, and one that breaks off", async () => {
    const { dispatcher, codes } = approving();
    const running = await start({ [path]: dispatcher }, { bodyTimeoutMs: 100 });
    const request = signed(encrypted(createClick()));

    const slow = client(running.port, headOf(request));
    await write(slow, request.body.subarray(0, 10));
    const broken = client(running.port, headOf(request));
    await write(broken, request.body.subarray(0, 10));
    broken.body.destroy(new Error("gone"));

    expect((await slow.answer).status).toBe(408);
    await expect.poll(() => codes.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(1);
    const after = await post(running, signed(encrypted(createClick())));
    expect(after.status).toBe(200);
  });

  it("outlives a sender that leaves while the handler works", async () => {
    const { dispatcher } = createDispatcher();
    const finish: (() => void)[] = [];
    dispatcher.onCardAction(() => new Promise<void>((resolve) => finish.push(resolve)));
    const running = await start({ [path]: dispatcher });
    const request = signed(encrypted(createClick()));

    const left = client(running.port, headOf(request));
    left.body.end(request.body);
    await expect.poll(() => finish.length).toBe(1);
    left.body.destroy(new Error("gone"));
    await left.answer.catch(() => undefined);
    finish.shift()?.();
    const after = post(running, signed(encrypted(createClick())));
    await expect.poll(() => finish.length).toBe(1);
    finish.shift()?.();

    expect((await after).status).toBe(200);
  });

  it("answers 500 when a handler throws, and goes on", async () => {
    const { dispatcher, codes } = createDispatcher();
    let failing = true;
    dispatcher.onCardAction(() => {
      if (failing) throw new Error("no");
      return {};
    });
    const running = await start({ [path]: dispatcher });

    const failed = await post(running, signed(encrypted(createClick())));
    failing = false;

    expect(failed).toEqual({ status: 500, body: { msg: "internal error" } });
    expect(codes).toEqual(["HANDLER_FAILED"]);
    expect((await post(running, signed(encrypted(createClick())))).status).toBe(200);
  });

  it("answers by itself when the handler is too late", async () => {
    const { dispatcher } = createDispatcher({ autoAnswer: { afterMs: 50, reply: { toast: toast.info("Soon") } } });
    let finish: (() => void) | undefined;
    dispatcher.onCardAction(() => new Promise<void>((resolve) => (finish = resolve)));
    const running = await start({ [path]: dispatcher });

    const answer = await post(running, signed(encrypted(createClick())));
    finish?.();

    expect(answer).toEqual({ status: 200, body: { toast: { type: "info", content: "Soon" } } });
  });

  it("tells a handler whether work after the answer is possible", async () => {
    const seen: unknown[] = [];
    const { dispatcher } = createDispatcher();
    dispatcher.onCardAction((_, ctx) => void seen.push(ctx.delivery.background !== "none"));
    const running = await start({ [path]: dispatcher });

    await post(running, signed(encrypted(createClick())));

    expect(seen).toEqual([host.livesOn]);
  });

  it("takes old and new secrets while they are rotated", async () => {
    const running = await start({ [path]: approving({ encryptKey: ["old", "new"] }).dispatcher });

    const statuses = await Promise.all(
      ["old", "new", "neither"].map(
        async (key) => (await post(running, signed(encrypted(createClick(), key), key))).status,
      ),
    );

    expect(statuses).toEqual([200, 200, 401]);
  });

  it("gives each of 1,000 concurrent requests its own answer", async () => {
    const running = await start({ [path]: approving().dispatcher });
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, async (_, index) => {
        const { status, body } = await post(running, signed(encrypted(createClick(index))));
        return status === 200 && (body as { toast: { content: string } }).toast.content === `已批准 ${index}`;
      }),
    );

    expect(answers.filter((right) => right)).toHaveLength(1_000);
  });

  it("finishes the answers under way when the server closes", async () => {
    const { dispatcher } = createDispatcher();
    let arrived: () => void = () => {};
    let finish: () => void = () => {};
    const came = new Promise<void>((resolve) => (arrived = resolve));
    dispatcher.onCardAction(async () => {
      arrived();
      await new Promise<void>((resolve) => (finish = resolve));
      return { toast: toast.success("Done") };
    });
    const running = await start({ [path]: dispatcher });
    const answer = post(running, signed(encrypted(createClick())));

    await came;
    const closed = running.close();
    finish();

    expect((await answer).status).toBe(200);
    await closed;
  });

  const { startParsed } = host;
  it.runIf(startParsed !== undefined)("takes the bytes that a body parser has kept", async () => {
    const running = await startParsed?.({ [path]: approving().dispatcher }, true);
    if (running === undefined) return;
    closing.push(running.close);

    expect((await post(running, signed(encrypted(createClick("卡片"))))).status).toBe(200);
  });

  it.runIf(startParsed !== undefined && host.advice !== undefined)(
    "says what to change when a body parser has kept nothing",
    async () => {
      const messages: string[] = [];
      const logger = (_: unknown, message: string): void => void messages.push(message);
      const running = await startParsed?.({ [path]: approving({ logger }).dispatcher }, false);
      if (running === undefined) return;
      closing.push(running.close);

      expect((await post(running, signed(encrypted(createClick())))).status).toBe(500);
      expect(messages.join()).toMatch(host.advice ?? /never/);
    },
  );
});

it("lets Fastify's other routes keep their parser", async () => {
  const running = await fastify.start({ [path]: approving().dispatcher });
  closing.push(running.close);

  const request = { headers: { "content-type": "application/json" }, body: Buffer.from('{"a":1}') };
  const { body, answer } = http1(running.port, headOf(request, "/echo"));
  body.end(request.body);

  expect(jsonOf(await answer)).toEqual({ a: 1 });
});
