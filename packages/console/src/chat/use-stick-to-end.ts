import { type RefObject, useEffect, useRef } from "react";

/** How near the end still counts as being there, in px. */
const nearPx = 120;

/** Keeps the end of what grows in sight, unless somebody has scrolled back to read. */
export function useStickToEnd(): {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = scroller.current;
    if (element === null || content.current === null) return;
    let atEnd = true;
    const remember = (): void => {
      atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
    };
    const follow = new ResizeObserver(() => {
      if (atEnd) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener("scroll", remember, { passive: true });
    follow.observe(content.current);
    return () => {
      element.removeEventListener("scroll", remember);
      follow.disconnect();
    };
  }, []);

  return { scroller, content };
}
