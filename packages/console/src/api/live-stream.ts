import type { ConsoleEvent, WorldView } from "@larkwire/simulator/contract";
import { backoffMs } from "./backoff.ts";
import { parseConsoleEvent } from "./parse-event.ts";

/** `live` means: the world is loaded and every change arrives. */
export type StreamState = "connecting" | "live" | "reconnecting";

/** One connection of the event stream, as the browser's EventSource makes it. */
export interface EventChannel {
  close(): void;
}

export interface LiveStreamPorts {
  /** Opens the stream; calls back when it is open, for each line, and once when it fails. */
  openChannel(listener: { opened(): void; line(data: string): void; failed(): void }): EventChannel;
  loadWorld(): Promise<WorldView>;
  /** Calls back after a pause; returns what cancels it. */
  after(delayMs: number, callback: () => void): () => void;
  random(): number;
}

export interface LiveStreamListener {
  state(state: StreamState): void;
  world(world: WorldView): void;
  event(event: ConsoleEvent): void;
}

/**
 * Keeps the page in step with the simulator. The stream is opened first and the world is loaded after; what arrives in
 * between is held back and applied on top, so nothing is lost in the gap. After a break the same happens again.
 *
 * @returns what stops it
 */
export function startLiveStream(ports: LiveStreamPorts, listener: LiveStreamListener): () => void {
  let attempt = 0;
  let stopConnection: () => void = () => undefined;

  function connect(): void {
    let heldBack: ConsoleEvent[] | undefined = [];
    let over = false;

    function end(): void {
      over = true;
      channel.close();
    }

    function retry(): void {
      if (over) return;
      end();
      listener.state("reconnecting");
      stopConnection = ports.after(backoffMs(attempt, ports.random()), connect);
      attempt += 1;
    }

    async function load(): Promise<void> {
      try {
        const world = await ports.loadWorld();
        if (over) return;
        listener.world(world);
        for (const event of heldBack ?? []) listener.event(event);
        heldBack = undefined;
        attempt = 0;
        listener.state("live");
      } catch {
        retry();
      }
    }

    const channel = ports.openChannel({
      opened: () => void load(),
      line(data) {
        const event = over ? undefined : parseConsoleEvent(data);
        if (event === undefined) return;
        if (heldBack === undefined) listener.event(event);
        else heldBack.push(event);
      },
      failed: retry,
    });
    stopConnection = end;
  }

  listener.state("connecting");
  connect();
  return () => stopConnection();
}
