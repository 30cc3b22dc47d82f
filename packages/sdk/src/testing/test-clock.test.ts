import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { connect, createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createTestClock } from "./test-clock.ts";

describe("createTestClock", () => {
  it("stands still until it is advanced", async () => {
    const clock = createTestClock(1_700_000_000_000);

    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.now()).toBe(1_700_000_000_000);
    const before = clock.monotonic();
    await clock.advance(1_500);

    expect(clock.now()).toBe(1_700_000_001_500);
    expect(clock.monotonic() - before).toBe(1_500);
  });

  it("runs timers in the order of their times, each at its own time", async () => {
    const clock = createTestClock(0);
    const seen: [string, number][] = [];
    const note = (name: string) => () => void seen.push([name, clock.now()]);

    clock.after(30, note("third"));
    clock.after(10, note("first"));
    clock.after(10, note("second"));
    clock.after(31, note("not yet"));
    await clock.advance(30);

    expect(seen).toEqual([
      ["first", 10],
      ["second", 10],
      ["third", 30],
    ]);
    expect(clock.timers).toBe(1);
  });

  it("runs a timer that another timer sets within the same span", async () => {
    const clock = createTestClock(0);
    const seen: number[] = [];
    const tick = (): void => {
      seen.push(clock.now());
      clock.after(100, tick);
    };

    clock.after(100, tick);
    await clock.advance(350);

    expect(seen).toEqual([100, 200, 300]);
  });

  it("lets promises that a timer resolves go on before the next timer", async () => {
    const clock = createTestClock(0);
    const seen: string[] = [];
    const first = new Promise<void>((resolve) => void clock.after(1, resolve));
    const chain = first.then(() => undefined).then(() => void seen.push("after the first"));

    clock.after(2, () => void seen.push("second"));
    await clock.advance(2);
    await chain;

    expect(seen).toEqual(["after the first", "second"]);
  });

  it("does not run what was called off, not even by a timer of the same time", async () => {
    const clock = createTestClock(0);
    const seen: string[] = [];

    clock.after(10, () => cancel());
    const cancel = clock.after(10, () => void seen.push("cancelled"));
    await clock.advance(20);

    expect(seen).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  it("rejects with what a timer threw, and when it is advanced twice at once", async () => {
    const clock = createTestClock();
    clock.after(1, () => {
      throw new RangeError("from the timer");
    });

    await expect(clock.advance(1)).rejects.toThrow("from the timer");
    const running = clock.advance(1);
    await expect(clock.advance(1)).rejects.toThrow("still running");
    await running;
  });
});

describe("real I/O while virtual time passes", () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  it("a chain of HTTP requests completes before the next timer, every time", async () => {
    const server = createServer((incoming, response) => {
      incoming.resume();
      incoming.once("end", () => response.end("{}"));
    }).listen(0, "127.0.0.1");
    closing.push(
      () => void server.closeAllConnections(),
      () => void server.close(),
    );
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const post = async (agent: false | undefined): Promise<void> => {
      const outgoing = request({ host: "127.0.0.1", port, method: "POST", ...(agent === false ? { agent } : {}) });
      outgoing.end("x".repeat(100_000));
      const [response] = await once(outgoing, "response");
      await once(response.resume(), "end");
    };
    // The first fetch of a process compiles its parser on another thread, which is no I/O.
    await (await fetch(`http://127.0.0.1:${port}/`)).text();

    for (let round = 0; round < 100; round++) {
      const clock = createTestClock(0);
      let doneAt: number | undefined;
      const chain = async (): Promise<void> => {
        await post(undefined);
        await post(false);
        await (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: "{}" })).text();
        doneAt = clock.now();
      };
      clock.after(10, () => void chain());
      clock.after(11, () => undefined);
      await clock.advance(100);
      expect(doneAt).toBe(10);
    }
  });

  it("bytes that go to and fro on a socket come to rest at one moment", async () => {
    const hops = 200;
    const server = createTcpServer((socket) => void socket.pipe(socket)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
    closing.push(
      () => void client.destroy(),
      () => void server.close(),
    );
    const clock = createTestClock(0);
    let [seen, lastAt] = [0, -1];
    client.on("data", () => {
      seen++;
      lastAt = clock.now();
      if (seen < hops) client.write(".");
    });

    clock.after(5, () => void client.write("."));
    clock.after(6, () => undefined);
    await clock.advance(10);

    expect([seen, lastAt]).toEqual([hops, 5]);
  });
});
