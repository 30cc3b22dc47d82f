import type { ClientCodeView, ToastView } from "../console-api/contract.ts";
import type { JsonObject } from "../world/json.ts";

/** What the platform makes of an answer. A client code excludes everything else. */
export interface Verdict {
  readonly toast?: ToastView | undefined;
  /** The card that takes the place of the clicked one, or that comes with a preview. */
  readonly card?: JsonObject | undefined;
  readonly inline?: JsonObject | undefined;
  readonly clientCode?: ClientCodeView | undefined;
}
