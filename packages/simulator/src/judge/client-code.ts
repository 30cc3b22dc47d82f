import { clientCodes } from "larkwire/protocol";
import type { ClientCodeView } from "../console-api/contract.ts";

/** The code with its documented cause, what was seen in this case, and what mends it. */
export function explainClientCode(code: number, detail?: string): ClientCodeView {
  const { cause, mend } = clientCodes[code] ?? { cause: "The answer was not taken.", mend: "Look the code up." };
  return { code, cause: detail === undefined ? cause : `${cause} Here: ${detail}.`, mend };
}
