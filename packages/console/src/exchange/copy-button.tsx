import { IconCopyStroked, IconTick } from "@douyinfe/semi-icons";
import { type ReactElement, useEffect, useState } from "react";
import { useMessages } from "../ui/i18n/language.tsx";

const shownMs = 1400;

export function CopyButton({
  text,
  label,
}: {
  readonly text: () => string;
  readonly label: string;
}): ReactElement | null {
  const { exchange } = useMessages();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text());
      setCopied(true);
    } catch {
      // The browser did not allow it; nothing was copied and nothing says so.
    }
  }

  // Browsers offer the clipboard to https and to this machine only.
  if (!("clipboard" in navigator)) return null;
  const name = `${copied ? exchange.copied : exchange.copy}: ${label}`;
  return (
    <button
      type="button"
      className={copied ? "icon-button icon-button--done" : "icon-button"}
      aria-label={name}
      title={name}
      onClick={() => void copy()}
    >
      {copied ? <IconTick size="small" /> : <IconCopyStroked size="small" />}
    </button>
  );
}
