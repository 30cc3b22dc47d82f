import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { CasedResponse } from "./cased-response.ts";
import type { SimulatedApp, Simulator } from "./index.ts";
import { createClient } from "./larkwire-bots.ts";
import { startSimulator } from "./simulator.ts";

// A client that compares letter by letter, as the official Python SDK does with a dict of headers.
let simulator: Simulator;
let app: SimulatedApp;

beforeEach(async () => {
  simulator = await startSimulator({ console: false });
  app = simulator.createApp();
});
afterEach(() => simulator.close());

async function headersOf(path: string, token = ""): Promise<ReadonlyMap<string, string>> {
  const call = request(`${simulator.domain}${path}`, { headers: { Authorization: `Bearer ${token}` } }).end();
  const [response] = (await once(call, "response")) as [IncomingMessage];
  response.resume();
  const { rawHeaders } = response;
  return new Map(rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ""]] : [])));
}

it("the log id and the type of an answer are found under the platform's letters", async () => {
  const headers = await headersOf("/open-apis/im/v1/messages/om_1");

  expect(headers.get("X-Tt-Logid")).toMatch(/^\d{14}/);
  expect(headers.get("Content-Type")).toMatch(/^application\/json/);
});

it("a file's name is found there as well, in UTF-8 without an encoding", async () => {
  const file = Uint8Array.of(1);
  const data = { file_type: "stream", file_name: '报告 "1".txt', file } as const;
  const { file_key } = (await createClient(simulator, app).im.file.create({ data })).data;
  const issue = { method: "POST", body: JSON.stringify({ app_id: app.appId, app_secret: app.appSecret }) };
  const issued = await fetch(`${simulator.domain}/open-apis/auth/v3/tenant_access_token/internal`, issue);
  const { tenant_access_token: token } = (await issued.json()) as { tenant_access_token: string };
  const disposition = (await headersOf(`/open-apis/im/v1/files/${file_key}`, token)).get("Content-Disposition") ?? "";

  expect(Buffer.from(disposition, "latin1").toString()).toContain('attachment; filename="报告 \\"1\\".txt";');
});

it.each<[string, readonly [string | undefined, Record<string, string> | string[]]]>([
  ["an object", [undefined, { "x-tt-logid": "1" }]],
  ["an object after a reason", ["Fine", { "x-tt-logid": "1" }]],
  ["a list", [undefined, ["X-Tt-Logid", "1"]]],
])("no header is lost that is given as %s", async (_, [reason, headers]) => {
  const server = createServer({ ServerResponse: CasedResponse }, (_request, response) => {
    response.writeHead(200, ...[reason, headers].filter((each) => each !== undefined)).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const [response] = (await once(request({ port }).end(), "response")) as [IncomingMessage];
  response.resume();
  server.close();

  expect(response.statusMessage).toBe(reason ?? "OK");
  expect(response.rawHeaders.slice(0, 2)).toEqual(["X-Tt-Logid", "1"]);
});
