import { isVisibleTo } from "../world/entities.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import type { Feed } from "./feed.ts";
import { consoleLimits } from "./limits.ts";
import { toConsoleEvent, type ViewSources } from "./views.ts";

/** Everything that happens from now on, as server-sent events. @throws SimulatorError TOO_MANY_STREAMS */
export function createLiveStream(
  feed: Feed,
  sources: ViewSources,
  viewer: string | undefined,
): ReadableStream<Uint8Array> {
  if (feed.subscribers >= consoleLimits.maxStreams) {
    throw new SimulatorError("TOO_MANY_STREAMS", `${feed.subscribers} streams are open already, the most that fit.`);
  }
  const encoder = new TextEncoder();
  let unsubscribe = (): void => undefined;
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      const end = (): void => {
        unsubscribe();
        controller.close();
      };
      unsubscribe = feed.subscribe((happening) => {
        if (happening.type === "message" && !isVisibleTo(happening.message, viewer)) return;
        controller.enqueue(encoder.encode(`data: ${JSON.stringify(toConsoleEvent(happening, sources, viewer))}\n\n`));
        if ((controller.desiredSize ?? 0) < -consoleLimits.maxWaitingEvents) end();
      }, end);
      // A comment, so that the page sees the stream open before anything happens.
      controller.enqueue(encoder.encode(": open\n\n"));
    },
    cancel: () => unsubscribe(),
  });
}
