import type { ToastLocale } from "./locale.ts";

/** A short message at the top of the client after a click. */
export interface Toast {
  readonly type?: "info" | "success" | "warning" | "error" | undefined;
  readonly content?: string | undefined;
  /** The text in several languages. */
  readonly i18n?: Readonly<Partial<Record<ToastLocale, string>>> | undefined;
}

const toastOf =
  (type: NonNullable<Toast["type"]>) =>
  (content: string, i18n?: Toast["i18n"]): Toast =>
    i18n === undefined ? { type, content } : { type, content, i18n };

/**
 * Toasts by kind: text, and optionally the text in other languages.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 * @example
 * ```ts
 * return { toast: toast.success("Approved", { zh_cn: "已批准" }) };
 * ```
 */
export const toast: Readonly<Record<NonNullable<Toast["type"]>, (content: string, i18n?: Toast["i18n"]) => Toast>> = {
  info: toastOf("info"),
  success: toastOf("success"),
  warning: toastOf("warning"),
  error: toastOf("error"),
};
