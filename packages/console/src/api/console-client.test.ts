import { describe, expect, it } from "vitest";
import { createConsoleClient } from "./console-client.ts";

const answering = (status: number, body: string) => {
  const requests: { url: string; init: RequestInit | undefined }[] = [];
  const client = createConsoleClient(async (url, init) => {
    requests.push({ url, init });
    return new Response(body, { status });
  });
  return { client, requests };
};

describe("the console's client", () => {
  it("sends a subscription to the app's own address", async () => {
    const { client, requests } = answering(200, '{"app_id":"cli/1"}');

    await client.setCallbacks("cli/1", { mode: "webhook", requestUrl: "http://127.0.0.1:7777" });

    expect(requests[0]?.url).toBe("simulator/v1/apps/cli%2F1/callbacks");
    expect(requests[0]?.init?.method).toBe("PUT");
    expect(requests[0]?.init?.body).toBe('{"mode":"webhook","requestUrl":"http://127.0.0.1:7777"}');
  });

  it("asks for the world as one person sees it", async () => {
    const { client, requests } = answering(200, '{"apps":[],"users":[],"chats":[],"messages":[],"exchanges":[]}');

    await client.loadWorld("ou_1&x");

    expect(requests[0]?.url).toBe("simulator/v1/world?viewer=ou_1%26x");
  });

  it("switches one quirk, and reads all of them", async () => {
    const quirk = { name: "maxConnections", value: 2, values: [50, 2], about: "How many." };
    const { client, requests } = answering(200, JSON.stringify({ items: [quirk] }));

    expect(await client.setQuirk("maxConnections", 2)).toEqual([quirk]);
    expect(await client.loadQuirks()).toEqual([quirk]);

    expect(requests.map(({ url, init }) => [init?.method, url, init?.body])).toEqual([
      ["PUT", "simulator/v1/quirks", '{"maxConnections":2}'],
      ["GET", "simulator/v1/quirks", undefined],
    ]);
  });

  it("says a refusal in the simulator's words", async () => {
    const { client } = answering(409, '{"error":{"code":"NO_CLIENT_ONLINE","message":"No client is online."}}');

    await expect(client.setCallbacks("cli_1", { mode: "long-connection" })).rejects.toMatchObject({
      code: "NO_CLIENT_ONLINE",
      message: "No client is online.",
    });
  });

  it.each([
    ["an error page", 502, "<h1>Bad gateway</h1>", /status 502/],
    ["a page instead of JSON", 200, "<!doctype html>", /status 200/],
    ["JSON that is no world", 200, "{}", /not a simulator/],
  ])("refuses %s", async (_, status, body, message) => {
    await expect(answering(status, body).client.loadWorld()).rejects.toThrow(message);
  });

  it("says in words that nobody is there", async () => {
    const client = createConsoleClient(() => Promise.reject(new TypeError("fetch failed")));

    await expect(client.loadWorld()).rejects.toMatchObject({ code: "UNREACHABLE" });
  });
});
