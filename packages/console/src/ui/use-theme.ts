import { useEffect, useState } from "react";
import { recall, remember } from "./remember.ts";

export type Theme = "light" | "dark";

const prefersDark = (): MediaQueryList => matchMedia("(prefers-color-scheme: dark)");

/** Follows the system until somebody chooses. */
export function useTheme(): { readonly theme: Theme; toggle(): void } {
  const [chosen, setChosen] = useState(() => recall("theme"));
  const [system, setSystem] = useState<Theme>(() => (prefersDark().matches ? "dark" : "light"));
  const theme: Theme = chosen === "light" || chosen === "dark" ? chosen : system;

  useEffect(() => {
    const query = prefersDark();
    const follow = (): void => setSystem(query.matches ? "dark" : "light");
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);

  useEffect(() => {
    // Semi Design and our own colours both look here.
    document.body.setAttribute("theme-mode", theme);
  }, [theme]);

  return {
    theme,
    toggle() {
      const next = theme === "dark" ? "light" : "dark";
      remember("theme", next);
      setChosen(next);
    },
  };
}
