import { IconAlertCircle, IconAlertTriangle, IconClear, IconInfoCircle, IconTickCircle } from "@douyinfe/semi-icons";
import { type ReactElement, type ReactNode, useEffect } from "react";
import { useMessages } from "../ui/i18n/language.tsx";
import type { Notice } from "./notice.ts";
import "./toast.css";

const shownMs = 3500;
const errorShownMs = 6000;

/** The toast at the top of the chat. It lies above the messages but never in the way of a click. */
export function Toast({ notice, dismiss }: { readonly notice: Notice | undefined; dismiss(): void }): ReactElement {
  const { chat } = useMessages();

  useEffect(() => {
    if (notice === undefined) return;
    const timer = setTimeout(dismiss, notice.type === "client-code" ? errorShownMs : shownMs);
    return () => clearTimeout(timer);
  }, [notice, dismiss]);

  return (
    <div className="toast-place" role="status" aria-live="polite">
      {notice === undefined ? null : (
        <div className={`toast toast--${notice.type}`} data-testid="toast" data-type={notice.type}>
          <span className="toast-icon">{icons[notice.type]}</span>
          <span>{notice.type === "client-code" ? chat.clientError(notice.code) : notice.text}</span>
        </div>
      )}
    </div>
  );
}

const icons: Readonly<Record<Notice["type"], ReactNode>> = {
  success: <IconTickCircle />,
  info: <IconInfoCircle />,
  warning: <IconAlertTriangle />,
  error: <IconClear />,
  "client-code": <IconAlertCircle />,
};
