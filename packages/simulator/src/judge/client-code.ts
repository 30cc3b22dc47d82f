import { clientCodes } from "larkwire/protocol";
import type { ClientCodeView } from "../console-api/contract.ts";
import type { DeliveryFailure } from "./attempt.ts";

/** A code that the platform's client shows in place of an answer. */
export type ShownCode = DeliveryFailure | 200_341 | 200_671 | 200_672 | 200_673 | 200_830;

/** The code with its documented cause, what was seen in this case, and what mends it. */
export function explainClientCode(code: ShownCode, detail?: string): ClientCodeView {
  const { cause, mend } = clientCodes[code] ?? { cause: "The answer was not taken.", mend: "Look the code up." };
  return { code, cause: detail === undefined ? cause : `${cause} Here: ${detail}.`, mend };
}
