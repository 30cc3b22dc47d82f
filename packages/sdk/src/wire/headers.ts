import type { Frame } from "./frame.ts";

/** The value of the first header with this key. */
export function headerOf(frame: Frame, key: string): string | undefined {
  for (const header of frame.headers) if (header.key === key) return header.value;
  return undefined;
}
