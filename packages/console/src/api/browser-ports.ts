import { apiPath, viewerQuery } from "./console-client.ts";
import type { EventChannel, LiveStreamPorts } from "./live-stream.ts";

/**
 * The live stream's ports in a browser.
 *
 * @param viewer - open_id of the person who looks: a private card may look different to each
 */
export function browserStreamPorts(viewer: string | undefined): Omit<LiveStreamPorts, "loadWorld"> {
  return {
    openChannel(listener): EventChannel {
      const source = new EventSource(`${apiPath}/stream${viewerQuery(viewer)}`);
      source.addEventListener("open", () => listener.opened());
      source.addEventListener("message", (message: MessageEvent<string>) => listener.line(message.data));
      // EventSource would try again by itself, at a fixed pace and not after every failure: the stream does it instead.
      source.addEventListener("error", () => listener.failed());
      return source;
    },
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
  };
}
