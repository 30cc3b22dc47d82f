import type { ClientCodeView } from "@larkwire/simulator/contract";
import type { ClientCodeTexts } from "./messages.ts";

/** What the simulator puts between the cause of a code and what it has seen in this case. */
const inThisCase = " Here: ";

/** A client code in the language of the page. What was seen in this case stays in the simulator's words. */
export function explainClientCode(
  { code, cause, mend }: ClientCodeView,
  texts: Readonly<Record<number, ClientCodeTexts>>,
): Pick<ClientCodeView, "cause" | "mend"> {
  const known = texts[code];
  if (known === undefined) return { cause, mend };
  const at = cause.indexOf(inThisCase);
  const seen = at === -1 ? "" : `（${cause.slice(at + inThisCase.length).replace(/\.$/, "")}）`;
  return { cause: `${known.cause}${seen}`, mend: known.mend ?? mend };
}
