// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { summarize } from "../report/statistics.mjs";
import { contestantCore, pinned } from "./cores.mjs";

/** @typedef {import("./rounds.mjs").Sample} Sample */

/**
 * Messages that a client sends, against a bare fetch that does the same: a body of JSON, a token, and the answer read.
 * @param {string} directory where larkwire is installed
 * @param {import("./rounds.mjs").Plan} plan
 */
export async function measureCalls(directory, { rounds, durationMs }) {
  const platform = await startPlatform();
  try {
    const script = [join(directory, "contestants", "calls.mjs"), platform.domain, String(rounds), String(durationMs)];
    const [command = "", ...args] = pinned(contestantCore, [process.execPath, ...script]);
    const running = spawn(command, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const died = once(running, "exit").then(([code]) => {
      throw new Error(`calls ended with code ${code}`);
    });
    died.catch(() => {});
    const [{ bare, larkwire, official }] = /** @type {[{ bare: Sample[], larkwire: Sample[], official: Sample[] }]} */ (
      await Promise.race([once(running, "message"), died])
    );
    running.disconnect();
    return {
      "bare fetch": summarize(bare, bare, official),
      larkwire: summarize(larkwire, bare, official),
      "official SDK": summarize(official, bare, official),
    };
  } finally {
    platform.close();
  }
}

/** Answers a message with its uuid, and everything else with a token. */
async function startPlatform() {
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      const { uuid: message_id } = JSON.parse(text);
      const token = { tenant_access_token: "t-1", expire: 7_200 };
      const body = { code: 0, msg: "success", ...(message_id === undefined ? token : { data: { message_id } }) };
      response.setHeader("content-type", "application/json; charset=utf-8").end(JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    domain: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
