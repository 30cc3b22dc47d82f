import { createContext, type ReactElement, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { recall, remember } from "../remember.ts";
import { en } from "./en.ts";
import type { Messages } from "./messages.ts";
import { zh } from "./zh.ts";

interface Language {
  readonly messages: Messages;
  toggle(): void;
}

const LanguageContext = createContext<Language>({ messages: en, toggle: () => undefined });

/** Chinese for browsers that ask for it, English for all others, until somebody chooses. */
export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [code, setCode] = useState(() => recall("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en"));
  const messages = code === "zh" ? zh : en;

  useEffect(() => {
    document.documentElement.lang = messages.language.tag;
  }, [messages]);

  const language = useMemo(
    () => ({
      messages,
      toggle() {
        const next = messages.language.code === "zh" ? "en" : "zh";
        remember("language", next);
        setCode(next);
      },
    }),
    [messages],
  );
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useMessages(): Messages {
  return useContext(LanguageContext).messages;
}

export function useLanguage(): Language {
  return useContext(LanguageContext);
}
