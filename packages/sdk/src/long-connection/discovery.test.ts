import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { discover, type Post } from "./discovery.ts";

const appId = "cli_0123456789abcdef";
const post: Post = (url, request) => fetch(url, request);
const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const ask = (domain: string, signal = new AbortController().signal) =>
  discover({ domain, appId, credentials: { appSecret: "secret" } }, post, signal);

describe("discover", () => {
  it("posts the credentials to the endpoint path and reads the answer", async () => {
    const seen: unknown[] = [];
    const domain = await serve(async (request, response) => {
      const { "content-type": type, locale } = request.headers;
      seen.push(request.method, request.url, type, locale, JSON.parse(await bodyOf(request)));
      response.end(
        JSON.stringify({ code: 0, msg: "ok", data: { URL: "ws://host/ws/v2?fpid=1&device_id=9&service_id=3" } }),
      );
    });

    const answer = await ask(domain);

    expect(answer).toMatchObject({ type: "endpoint", connectionId: "9", serviceId: 3 });
    expect(seen).toEqual([
      "POST",
      "/callback/ws/endpoint",
      "application/json",
      "zh",
      { AppID: appId, AppSecret: "secret" },
    ]);
  });

  it("carries the secret to no redirect", async () => {
    let visits = 0;
    const elsewhere = await serve((_, response) => {
      visits++;
      response.end();
    });
    const domain = await serve((_, response) =>
      response.writeHead(307, { location: `${elsewhere}/callback/ws/endpoint` }).end(),
    );

    expect(await ask(domain)).toMatchObject({ type: "retry", error: { code: "ENDPOINT_MALFORMED" } });
    expect(visits).toBe(0);
  });

  it("reads no more than it must of an endless answer", async () => {
    const domain = await serve((_, response) => {
      const write = (): void => {
        while (!response.destroyed && response.write(" ".repeat(16_384)));
      };
      response.on("drain", write);
      write();
    });

    expect(await ask(domain)).toMatchObject({ type: "retry", error: { code: "ENDPOINT_MALFORMED" } });
  });

  it("names the reason when nobody listens, and never the secret", async () => {
    const answer = await ask("http://127.0.0.1:1");

    expect(answer).toMatchObject({ type: "retry", error: { code: "ENDPOINT_UNREACHABLE" } });
    expect(answer.type === "retry" && answer.error.message).toMatch(/ECONNREFUSED|bad port/);
    expect(answer.type === "retry" && answer.error.message).not.toContain("secret");
  });

  it("stops when it is told to", async () => {
    const domain = await serve(() => undefined);
    const controller = new AbortController();

    const answer = ask(domain, controller.signal);
    controller.abort();

    expect(await answer).toMatchObject({ type: "retry" });
  });
});
