import { describe, expect, it } from "vitest";
import { createTestClock } from "../testing/test-clock.ts";
import { Heartbeat } from "./heartbeat.ts";

const startBeating = (livenessMs: number | false, intervalMs = 120_000) => {
  const clock = createTestClock(0, async () => undefined);
  const events: string[] = [];
  const heartbeat = new Heartbeat({
    clock,
    intervalMs,
    livenessMs,
    ping: () => void events.push(`ping ${clock.monotonic()}`),
    silent: () => void events.push(`silent ${clock.monotonic()}`),
  });
  heartbeat.start();
  return { clock, events, heartbeat };
};

describe("Heartbeat", () => {
  it("pings at once and then in every interval", async () => {
    const { clock, events, heartbeat } = startBeating(10_000);

    for (let second = 0; second < 240; second++) {
      heartbeat.heard();
      await clock.advance(1_000);
    }

    expect(events).toEqual(["ping 0", "ping 120000", "ping 240000"]);
  });

  it("notices when nothing comes after a ping, once", async () => {
    const { clock, events } = startBeating(10_000);

    await clock.advance(300_000);

    expect(events).toEqual(["ping 0", "silent 10000"]);
  });

  it("notices silence after a later ping", async () => {
    const { clock, events, heartbeat } = startBeating(10_000);
    heartbeat.heard();

    await clock.advance(300_000);

    expect(events).toEqual(["ping 0", "ping 120000", "silent 130000"]);
  });

  it("counts silence from the first ping that nothing came after, also when pings are closer together", async () => {
    const { clock, events } = startBeating(10_000, 4_000);

    await clock.advance(60_000);

    expect(events).toEqual(["ping 0", "ping 4000", "ping 8000", "silent 10000"]);
  });

  it("waits for ever when it is told to", async () => {
    const { clock, events } = startBeating(false);

    await clock.advance(250_000);

    expect(events).toEqual(["ping 0", "ping 120000", "ping 240000"]);
  });

  it("takes over another interval, counted from the last ping", async () => {
    const { clock, events, heartbeat } = startBeating(false);
    await clock.advance(20_000);

    heartbeat.setInterval(30_000);
    await clock.advance(45_000);

    expect(events).toEqual(["ping 0", "ping 30000", "ping 60000"]);
  });

  it("leaves no timer when it stops", () => {
    const { clock, heartbeat } = startBeating(10_000);
    expect(clock.timers).toBe(1);

    heartbeat.stop();

    expect(clock.timers).toBe(0);
  });
});
