import type { ToastView } from "../console-api/contract.ts";
import { isJsonObject } from "../world/json.ts";

const toastTypes: readonly ToastView["type"][] = ["info", "success", "warning", "error"];

/** The toast of a reply as it is shown, `undefined` where there is nothing to show, or what is wrong with it. */
export function parseToast(toast: unknown): { readonly toast: ToastView | undefined } | { readonly fault: string } {
  if (toast === undefined || toast === null) return { toast: undefined };
  if (!isJsonObject(toast)) return { fault: "toast is not an object" };
  const { type = "info", content, i18n } = toast;
  const known = toastTypes.find((name) => name === type);
  if (known === undefined) return { fault: `toast.type is none of ${toastTypes.join(", ")}` };
  if (content !== undefined && typeof content !== "string") return { fault: "toast.content is not a string" };
  if (i18n !== undefined && !isStringMap(i18n)) return { fault: "toast.i18n is not a map of locale to string" };
  const text = content ?? (i18n === undefined ? undefined : (i18n.en_us ?? Object.values(i18n)[0]));
  return { toast: text === undefined || text === "" ? undefined : { type: known, content: text } };
}

export function isStringMap(value: unknown): value is Readonly<Record<string, string>> {
  return isJsonObject(value) && Object.values(value).every((item) => typeof item === "string");
}
