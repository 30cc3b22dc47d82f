import type { WorldView } from "@larkwire/simulator/contract";
import { describe, expect, it } from "vitest";
import { type LiveStreamPorts, startLiveStream } from "./live-stream.ts";

const world: WorldView = { apps: [], users: [], chats: [], messages: [], exchanges: [] };
const userLine = (open_id: string): string => JSON.stringify({ type: "user", user: { open_id, name: "Mei" } });

/** A stream whose server, clock and story the test holds in its hands. */
function arrange(loadWorld: () => Promise<WorldView> = async () => world) {
  type Channel = Parameters<LiveStreamPorts["openChannel"]>[0];
  const channels: (Channel & { closed: boolean })[] = [];
  const pauses: { delayMs: number; end: () => void; cancelled: boolean }[] = [];
  const story: string[] = [];
  const stop = startLiveStream(
    {
      openChannel(listener) {
        const channel = { ...listener, closed: false };
        channels.push(channel);
        return {
          close() {
            channel.closed = true;
          },
        };
      },
      loadWorld,
      after(delayMs, end) {
        const pause = { delayMs, end, cancelled: false };
        pauses.push(pause);
        return () => {
          pause.cancelled = true;
        };
      },
      random: () => 1,
    },
    {
      state: (state) => void story.push(state),
      world: () => void story.push("world"),
      event: (event) => void story.push(event.type === "user" ? event.user.open_id : event.type),
    },
  );
  return { channels, pauses, story, stop };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the live stream", () => {
  it("applies what arrives while the world loads on top of it", async () => {
    const { channels, story } = arrange();

    channels[0]?.opened();
    channels[0]?.line(userLine("ou_early"));
    await settled();
    channels[0]?.line(userLine("ou_later"));

    expect(story).toEqual(["connecting", "world", "ou_early", "live", "ou_later"]);
  });

  it("comes back after a break and loads the world anew", async () => {
    const { channels, pauses, story } = arrange();
    channels[0]?.opened();
    await settled();

    channels[0]?.failed();
    pauses[0]?.end();
    channels[1]?.opened();
    await settled();

    expect(channels[0]?.closed).toBe(true);
    expect(story).toEqual(["connecting", "world", "live", "reconnecting", "world", "live"]);
  });

  it("waits longer after each failure and starts over once it is live", async () => {
    const { channels, pauses } = arrange();
    for (const attempt of [0, 1, 2]) {
      channels[attempt]?.failed();
      pauses[attempt]?.end();
    }
    channels[3]?.opened();
    await settled();
    channels[3]?.failed();

    expect(pauses.map(({ delayMs }) => delayMs)).toEqual([400, 800, 1600, 400]);
  });

  it("tries again when the world cannot be loaded", async () => {
    const { channels, pauses, story } = arrange(() => Promise.reject(new Error("refused")));

    channels[0]?.opened();
    await settled();

    expect(story).toEqual(["connecting", "reconnecting"]);
    expect(pauses).toHaveLength(1);
    expect(channels[0]?.closed).toBe(true);
  });

  it("counts one failure once, even when the channel reports it twice", () => {
    const { channels, pauses } = arrange();

    channels[0]?.failed();
    channels[0]?.failed();

    expect(pauses).toHaveLength(1);
  });

  it("says nothing any more once it is stopped, whether connected or waiting", async () => {
    const connected = arrange();
    connected.channels[0]?.opened();
    connected.stop();
    await settled();
    connected.channels[0]?.line(userLine("ou_1"));
    const waiting = arrange();
    waiting.channels[0]?.failed();
    waiting.stop();

    expect(connected.story).toEqual(["connecting"]);
    expect(connected.channels[0]?.closed).toBe(true);
    expect(waiting.pauses[0]?.cancelled).toBe(true);
  });
});
