import type { Frame } from "./frame.ts";
import { FrameView } from "./frame-view.ts";

/** The value of the first header with this key, which is ASCII. */
export function headerOf(frame: Frame | FrameView, key: string): string | undefined {
  if (frame instanceof FrameView) return frame.header(key);
  for (const header of frame.headers) if (header.key === key) return header.value;
  return undefined;
}
