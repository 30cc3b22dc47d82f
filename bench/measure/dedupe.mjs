// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { median, rangeOf } from "../report/statistics.mjs";

/**
 * Deliveries that are remembered in a real Redis, per second: by larkwire, and by the bare commands that this takes.
 * @param {string} directory where larkwire is installed
 * @param {import("./rounds.mjs").Plan} plan
 */
export async function measureDedupe(directory, { rounds, durationMs }) {
  const port = await freePort();
  const server = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", ""], {
    stdio: "ignore",
  });
  try {
    // The contestant's client waits for the server by itself.
    const args = [join(directory, "contestants", "dedupe.mjs"), port, rounds, durationMs].map(String);
    const running = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const died = once(running, "exit").then(([code]) => {
      throw new Error(`dedupe ended with code ${code}`);
    });
    died.catch(() => {});
    const [samples] = /** @type {[{ bare: number, larkwire: number }[]]} */ (
      await Promise.race([once(running, "message"), died])
    );
    running.disconnect();
    return {
      bare: median(samples.map(({ bare }) => bare)),
      larkwire: median(samples.map(({ larkwire }) => larkwire)),
      ofBare: rangeOf(samples.map(({ bare, larkwire }) => larkwire / bare)),
    };
  } finally {
    server.kill("SIGKILL");
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
