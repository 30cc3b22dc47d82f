import type { ClientCodeView } from "../console-api/contract.ts";
import { isJsonObject, type JsonObject, parseJson } from "../world/json.ts";
import type { Attempt } from "./attempt.ts";
import { explainClientCode } from "./client-code.ts";

/** A reply that has the form of one, or the code that the user sees instead. */
export type ReplyOrCode =
  | { readonly type: "reply"; readonly reply: JsonObject }
  | { readonly type: "code"; readonly clientCode: ClientCodeView };

/** What every synchronous answer must be: in time, status 200, a JSON object, or none at all. */
export function replyOf(attempt: Attempt): ReplyOrCode {
  switch (attempt.type) {
    case "late":
      return refused(200_341, attempt.detail);
    case "failed":
      return refused(attempt.code, attempt.detail);
    case "answered":
      break;
  }
  if (attempt.status !== 200) return refused(200_671, `${attempt.status}`);
  if (attempt.text === undefined) return { type: "reply", reply: {} };
  const reply = parseJson(attempt.text);
  // So the official SDKs write what a handler does not return: Go over either way, Java over HTTP.
  if (reply === null) return { type: "reply", reply: {} };
  if (!isJsonObject(reply))
    return refused(200_672, attempt.text === "" ? "the body is empty" : "the reply is not a JSON object");
  return { type: "reply", reply };
}

function refused(code: number, detail: string | undefined): ReplyOrCode {
  return { type: "code", clientCode: explainClientCode(code, detail) };
}
