import { type RefObject, useEffect, useRef } from "react";

/** For what opens in a popover: takes the focus there, and gives the dialog around it, which is the library's, a name. */
export function usePopoverPanel<Panel extends HTMLElement>(name: string): RefObject<Panel | null> {
  const panel = useRef<Panel>(null);

  useEffect(() => {
    panel.current?.closest('[role="dialog"]')?.setAttribute("aria-label", name);
  }, [name]);

  useEffect(() => {
    if (panel.current?.contains(document.activeElement) === false) panel.current.focus({ preventScroll: true });
  }, []);

  return panel;
}
