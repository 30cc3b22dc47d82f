import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { type CallOptions, Client, content, type Progress } from "./client.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Call {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

type Respond = (call: Call, response: ServerResponse, calls: number) => void;

const json = (response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
};
const ok = (response: ServerResponse, data: unknown = {}): void => json(response, { code: 0, msg: "ok", data });

/** A platform that sells one token, and a client of it. */
async function startClient(respond: Respond, options: Partial<CallOptions> = {}) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    const { method, url, headers } = request;
    if (url?.endsWith("/internal")) {
      json(response, { code: 0, msg: "ok", tenant_access_token: "t-1", expire: 7_200 });
      return;
    }
    calls.push({ method, url, headers, body: Buffer.concat(chunks) });
    respond({ method, url, headers, body: Buffer.concat(chunks) }, response, calls.length);
  }).listen(0, "127.0.0.1");
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  const domain = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new Client({ appId: "cli_1", appSecret: "THESECRET", domain, logLevel: "silent", ...options });
  return { calls, client };
}

async function failureOf(work: Promise<unknown>): Promise<LarkwireError> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!LarkwireError.is(error)) throw new Error("expected a LarkwireError", { cause: error });
  return error;
}

const chats = { method: "GET", path: "/open-apis/im/v1/chats" } as const;
const hello = {
  params: { receive_id_type: "open_id" },
  data: { receive_id: "ou_1", ...content.text("Hello") },
} as const;
const rateLimited = { code: 99_991_400, msg: "request trigger frequency limit" };

describe("resources", () => {
  it("send what the platform wants as JSON text as that, and each to its own path", async () => {
    const { calls, client } = await startClient((_, response) => ok(response));
    const path = { card_id: "7", element_id: "e" };
    const change = { sequence: 1, uuid: "u" };

    await client.im.message.urgentApp({
      path: { message_id: "om_1" },
      params: { user_id_type: "open_id" },
      data: { user_id_list: ["ou_1"] },
    });
    await client.im.message.update({ path: { message_id: "om_1" }, data: content.text("b") });
    await client.cardkit.card.create({ data: { type: "card_json", data: { schema: "2.0" } } });
    await client.cardkit.card.update({
      path,
      data: { ...change, card: { type: "card_json", data: { schema: "2.0" } } },
    });
    await client.cardkit.card.batchUpdate({ path, data: { ...change, actions: [{ action: "delete_elements" }] } });
    await client.cardkit.cardElement.content({ path, data: { ...change, content: "text" } });
    await client.im.v2.urlPreview.batchUpdate({ data: { preview_tokens: ["p"] } });
    await client.event.outboundIp.list();
    await client.auth.appTicket.resend({ data: { app_id: "cli_1", app_secret: "s" } });

    expect(calls.map(({ method, url, body }) => `${method} ${url?.slice(11)} ${body}`)).toEqual([
      'PATCH im/v1/messages/om_1/urgent_app?user_id_type=open_id {"user_id_list":["ou_1"]}',
      'PUT im/v1/messages/om_1 {"msg_type":"text","content":"{\\"text\\":\\"b\\"}"}',
      'POST cardkit/v1/cards {"type":"card_json","data":"{\\"schema\\":\\"2.0\\"}"}',
      'PUT cardkit/v1/cards/7 {"sequence":1,"uuid":"u","card":{"type":"card_json","data":"{\\"schema\\":\\"2.0\\"}"}}',
      'POST cardkit/v1/cards/7/batch_update {"sequence":1,"uuid":"u","actions":"[{\\"action\\":\\"delete_elements\\"}]"}',
      'PUT cardkit/v1/cards/7/elements/e/content {"sequence":1,"uuid":"u","content":"text"}',
      'POST im/v2/url_previews/batch_update {"preview_tokens":["p"]}',
      "GET event/v1/outbound_ip ",
      'POST auth/v3/app_ticket/resend {"app_id":"cli_1","app_secret":"s"}',
    ]);
  });

  it("reply into the chat of a click or a message, and to whoever acted; an event without a chat is refused", async () => {
    const { calls, client } = await startClient((_, response) => ok(response));
    const click = { context: { open_chat_id: "oc_1" }, operator: { open_id: "ou_1" } };

    await client.replyInChat(click, content.text("a"));
    await client.replyToOperator(click, content.text("a"));
    await client.replyInChat({ message: { chat_id: "oc_2" } }, content.text("a"));
    await client.replyToOperator({ sender: { sender_id: { open_id: "ou_2" } } }, content.text("a"));

    expect(calls.map(({ url, body }) => [url?.split("=")[1], JSON.parse(String(body)).receive_id])).toEqual([
      ["chat_id", "oc_1"],
      ["open_id", "ou_1"],
      ["chat_id", "oc_2"],
      ["open_id", "ou_2"],
    ]);
    expect((await failureOf(client.replyInChat({}, content.text("a")))).code).toBe("CONFIG_INVALID");
  });

  it("give what stands beside the code where an API answers without data, as that of the bot does", async () => {
    const bot = { app_name: "Approvals", open_id: "ou_1" };
    const { client } = await startClient((_, response) => json(response, { code: 0, msg: "ok", bot }));

    const answer = await client.request({ method: "GET", path: "/open-apis/bot/v3/info" });

    expect(answer).toEqual({ code: 0, msg: "ok", data: { bot } });
  });

  it("name what a refusal means and where it is explained", async () => {
    const body = {
      code: 230_002,
      msg: "out",
      error: { log_id: "L1", troubleshooter: "https://open.feishu.cn/search?log_id=L1" },
    };
    const { client } = await startClient((_, response) => json(response, body, 400));

    const error = await failureOf(client.im.message.create(hello));

    expect(error.platform).toMatchObject({ code: 230_002, logId: "L1", troubleshooter: expect.stringContaining("L1") });
    expect(error.message).toContain("https://open.feishu.cn/search?log_id=L1");
    expect(error.message).toMatch(/group|chat/i);
  });
});

describe("a call that fails on its way", () => {
  it.each([
    ["a GET", () => chats, 3],
    ["a DELETE", () => ({ method: "DELETE", path: "/open-apis/im/v1/messages/om_1" }) as const, 3],
    [
      "a message with a uuid",
      () => ({ method: "POST", path: "/open-apis/im/v1/messages", data: { uuid: "u" } }) as const,
      3,
    ],
    ["a message without one", () => ({ method: "POST", path: "/open-apis/im/v1/messages", data: {} }) as const, 1],
    [
      "a uuid that another API may take otherwise",
      () => ({ method: "POST", path: "/open-apis/x/v1/y", data: { uuid: "u" } }) as const,
      1,
    ],
    [
      "a change in order without a uuid",
      () => ({ method: "PUT", path: "/open-apis/cardkit/v1/cards/1", data: { sequence: 1 } }) as const,
      1,
    ],
  ])("is sent again only when that cannot do anything twice: %s", async (_, toRequest, sent) => {
    const { calls, client } = await startClient((__, response) => void response.destroy());

    expect((await failureOf(client.request(toRequest()))).code).toBe("API_UNREACHABLE");
    expect(calls).toHaveLength(sent);
  });

  it("is sent again after a gateway's failure, and succeeds", async () => {
    const { calls, client } = await startClient((_, response, count) =>
      count < 3 ? void response.writeHead(502).end("<html>") : ok(response, { items: [] }),
    );

    expect((await client.request(chats)).code).toBe(0);
    expect(calls).toHaveLength(3);
  });

  it("is not sent again when retries are off or the signal aborts meanwhile", async () => {
    const { calls, client } = await startClient((_, response) => void response.destroy(), { maxRetries: 0 });
    await failureOf(client.request(chats));
    expect(calls).toHaveLength(1);

    const second = await startClient((_, response) => {
      response.destroy();
      setImmediate(() => controller.abort(new RangeError("enough")));
    });
    const controller = new AbortController();
    await expect(second.client.request(chats, { signal: controller.signal })).rejects.toThrow("enough");
  });
});

describe("a rate limit", () => {
  const limited = (seconds: string) => (_: Call, response: ServerResponse, count: number) =>
    count === 1 ? json(response, rateLimited, 429, { "x-ogw-ratelimit-reset": seconds }) : ok(response);

  it("is waited for as long as the platform says, also for a message without uuid: nothing has been done", async () => {
    const clock = createTestClock();
    const { calls, client } = await startClient(limited("3"), { clock });

    const sent = client.im.message.create(hello);
    await clock.advance(2_999);
    expect(calls).toHaveLength(1);
    await clock.advance(1);

    expect((await sent).code).toBe(0);
    expect(calls).toHaveLength(2);
    expect(clock.timers).toBe(0);
  });

  it("of one chat holds back the call that met it, and no call for another chat", async () => {
    const clock = createTestClock();
    const { calls, client } = await startClient(
      (_, response, count) => (count === 1 ? json(response, { code: 230_020, msg: "limit" }, 400) : ok(response)),
      { clock },
    );

    const flooded = client.im.message.create(hello);
    await clock.advance(0);
    await client.im.message.create(hello);
    expect(calls).toHaveLength(2);
    await clock.advance(1_000);

    expect((await flooded).code).toBe(0);
    expect(calls).toHaveLength(3);
  });

  it("longer than a call may wait fails the call at once with the platform's words, and the next without asking", async () => {
    const clock = createTestClock();
    const { calls, client } = await startClient(limited("11"), { clock });

    const first = failureOf(client.im.message.create(hello));
    await clock.advance(0);
    const second = failureOf(client.im.message.create(hello));
    await clock.advance(0);

    expect((await first).platform).toMatchObject({ code: 99_991_400, retryAfterMs: 11_000 });
    expect((await second).code).toBe("RATE_LIMITED");
    expect(calls).toHaveLength(1);
  });

  it("of no seconds that is not lifted is asked about less and less often", async () => {
    const clock = createTestClock();
    const { calls, client } = await startClient(
      (_, response) => json(response, rateLimited, 429, { "x-ogw-ratelimit-reset": "0" }),
      { clock },
    );

    const failing = failureOf(client.request(chats));
    for (let second = 0; second < 10; second += 1) await clock.advance(1_000);

    expect((await failing).code).toBe("API_REFUSED");
    expect(calls).toHaveLength(7);
  });

  it("of years is asked about again after a minute", async () => {
    const clock = createTestClock();
    const { calls, client } = await startClient(limited("1732857600"), { clock });

    expect((await failureOf(client.request(chats))).code).toBe("API_REFUSED");
    await clock.advance(60_000);

    expect((await client.request(chats)).code).toBe(0);
    expect(calls).toHaveLength(2);
  });
});

describe("pages", () => {
  it("are asked for one after the other until there are no more", async () => {
    const { calls, client } = await startClient((_, response, count) =>
      ok(
        response,
        count === 1 ? { items: [1, 2], has_more: true, page_token: "p 2" } : { items: [3], has_more: false },
      ),
    );

    const items: number[] = [];
    for await (const item of client.paginate<number>({ ...chats, params: { page_size: 2 } })) items.push(item);

    expect(items).toEqual([1, 2, 3]);
    expect(calls[1]?.url).toBe("/open-apis/im/v1/chats?page_size=2&page_token=p+2");
  });

  it.each([
    ["lead to themselves", { items: [], has_more: true, page_token: "same" }],
    ["lead nowhere", { items: [], has_more: true }],
    ["are no list", { items: "x" }],
  ])("that %s end in an error instead of never", async (_, data) => {
    const { client } = await startClient((__, response) => ok(response, data));
    const all = async (): Promise<void> => {
      for await (const _item of client.paginate(chats)) expect.fail("there is no item");
    };

    expect((await failureOf(all())).code).toBe("API_MALFORMED");
  });
});

describe("files", () => {
  const partsOf = ({ headers, body }: Call): Promise<FormData> =>
    new Response(new Uint8Array(body), { headers: { "content-type": headers["content-type"] ?? "" } }).formData();

  it("are uploaded as a form with their length, and tell how far they are", async () => {
    const { calls, client } = await startClient((_, response) => ok(response, { file_key: "file_1" }));
    const file = new Uint8Array(200_000).fill(7);
    const progress: Progress[] = [];

    const { data } = await client.im.file.create(
      { data: { file_type: "stream", file_name: '报告".txt\r\nx: y', file } },
      { onProgress: (step) => progress.push(step) },
    );

    const call = calls[0] as Call;
    const form = await partsOf(call);
    expect(data.file_key).toBe("file_1");
    expect(call.headers["content-length"]).toBe(String(call.body.length));
    expect(form.get("file_type")).toBe("stream");
    expect(new Uint8Array(await (form.get("file") as File).arrayBuffer())).toEqual(file);
    expect([...form.keys()]).toEqual(["file_type", "file_name", "file"]);
    expect(progress.at(-1)).toEqual({ bytes: 200_000, totalBytes: 200_000 });
  });

  it.each<[string, () => void]>([
    [
      "throws",
      () => {
        throw new Error("the bar is gone");
      },
    ],
    ["rejects", async () => Promise.reject(new Error("the bar is gone"))],
  ])("arrive, there and back, whatever watches them and %s", async (_, onProgress) => {
    const logged: unknown[] = [];
    const { calls, client } = await startClient(
      ({ method }, response) => (method === "GET" ? response.end("abc") : ok(response, { file_key: "file_1" })),
      { logLevel: "info", logger: (level, message, fields) => logged.push([level, message.split(".")[0], fields]) },
    );

    const file = new Uint8Array(200_000).fill(7);
    const data = { file_type: "stream", file_name: "a", file } as const;
    const uploaded = await client.im.file.create({ data }, { onProgress });
    const downloaded = await client.im.file.get({ path: { file_key: "file_1" } }, { onProgress });

    expect([uploaded.data.file_key, calls.length]).toEqual(["file_1", 2]);
    expect(String(Buffer.from(await downloaded.bytes()))).toBe("abc");
    const once = ["error", "HANDLER_FAILED: Error: the bar is gone", { callback: "onProgress" }];
    expect(logged).toEqual([once, once]);
  });

  it("are uploaded from a stream, and again from bytes but never from a stream", async () => {
    const { calls, client } = await startClient((_, response, count) =>
      count === 1
        ? ok(response, { image_key: "img_1" })
        : json(response, rateLimited, 429, { "x-ogw-ratelimit-reset": "0" }),
    );
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array([1, 2]);
      yield new Uint8Array([3]);
    }

    const { data } = await client.im.image.create({ data: { image_type: "message", image: chunks() } });
    const form = await partsOf(calls[0] as Call);
    const error = await failureOf(client.im.image.create({ data: { image_type: "message", image: chunks() } }));

    expect(data.image_key).toBe("img_1");
    expect(new Uint8Array(await (form.get("image") as File).arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
    expect(error.platform?.code).toBe(99_991_400);
    expect(calls).toHaveLength(2);
  });

  it("that break off while they are read fail the upload with their own reason", async () => {
    const { client } = await startClient((_, response) => ok(response));
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array([1]);
      throw new RangeError("disk gone");
    }

    const error = await failureOf(client.im.image.create({ data: { image_type: "message", image: broken() } }));

    expect([error.code, (error.cause as Error).message]).toEqual(["FILE_UNREADABLE", "disk gone"]);
  });

  it("are downloaded as bytes with a name that leads nowhere else, or refused with the platform's code", async () => {
    const { client } = await startClient(({ url }, response) => {
      if (url?.endsWith("other")) json(response, { code: 234_008, msg: "not the sender" }, 400);
      else
        response
          .writeHead(200, { "content-disposition": 'attachment; filename="../../etc/passwd"', "content-length": "3" })
          .end("abc");
    });

    const file = await client.im.file.get({ path: { file_key: "mine" } });

    expect([file.fileName, file.totalBytes, String(Buffer.from(await file.bytes()))]).toEqual(["passwd", 3, "abc"]);
    const error = await failureOf(client.im.file.get({ path: { file_key: "other" } }));
    expect(error.platform?.code).toBe(234_008);
  });

  it("are downloaded with a name that stands there in UTF-8, in Latin-1, or without an encoding", async () => {
    const names = ["报告.txt", "\u00fcber.txt"];
    const { client } = await startClient(({ url }, response) => {
      const name = names[Number(url?.at(-1))] ?? "";
      const bytes = Buffer.from(name, url?.includes("latin") ? "latin1" : "utf8").toString("latin1");
      response.writeHead(200, { "content-disposition": `attachment; filename="${bytes}"` }).end("abc");
    });
    const nameOf = async (file_key: string) => (await client.im.file.get({ path: { file_key } })).fileName;

    expect([await nameOf("0"), await nameOf("1"), await nameOf("latin1")]).toEqual([...names, names[1]]);
  });

  it("that are longer than wanted, break off or stand still fail while they are read", async () => {
    const clock = createTestClock();
    const { client } = await startClient(
      ({ url }, response) => {
        response.writeHead(200, { "content-type": "image/png" }).write("abc");
        if (url?.endsWith("breaks")) setTimeout(() => response.destroy(), 20);
        if (url?.endsWith("long")) response.end();
      },
      { clock },
    );
    const get = (image_key: string) => client.im.image.get({ path: { image_key } });

    expect((await failureOf((await get("long")).bytes(2))).code).toBe("API_MALFORMED");
    expect((await failureOf((await get("breaks")).bytes())).code).toBe("API_UNREACHABLE");
    const slow = failureOf((await get("slow")).bytes());
    await clock.advance(10_000);
    await clock.advance(10_000);
    expect((await slow).code).toBe("API_TIMEOUT");
  });
});
