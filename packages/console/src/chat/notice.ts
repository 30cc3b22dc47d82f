import type { ClickView, ToastView } from "@larkwire/simulator/contract";

/** What appears at the top of the chat after a click. */
export type Notice =
  | { readonly type: ToastView["type"]; readonly text: string }
  /** The client's own error. */
  | { readonly type: "client-code"; readonly code: number };

/** `undefined` when the app answered and wanted nothing said. */
export function toNotice(click: ClickView): Notice | undefined {
  if (click.clientCode !== undefined) return { type: "client-code", code: click.clientCode.code };
  return click.toast === undefined ? undefined : { type: click.toast.type, text: click.toast.content };
}
