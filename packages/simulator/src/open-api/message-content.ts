import { findCardFault } from "../judge/card-fault.ts";
import { type JsonObject, parseJsonObject } from "../world/json.ts";
import { ApiFault } from "./api-fault.ts";
import { openApiLimits } from "./limits.ts";

const messageTypes = [
  "text",
  "post",
  "image",
  "file",
  "audio",
  "media",
  "sticker",
  "interactive",
  "share_chat",
  "share_user",
];

/** The content of a message, which comes as a string of JSON. @throws ApiFault */
export function parseMessageContent(msgType: string, content: string): JsonObject {
  if (!messageTypes.includes(msgType))
    throw new ApiFault(230_001, `invalid request parameter, ext=invalid msg_type ${msgType}`);
  const rich = msgType === "interactive" || msgType === "post";
  const limit = rich ? openApiLimits.maxRichContentBytes : openApiLimits.maxTextBytes;
  if (Buffer.byteLength(content) > limit)
    throw new ApiFault(230_025, "The length of the message content reaches its limit");
  const parsed = parseJsonObject(content);
  if (parsed === undefined)
    throw new ApiFault(230_001, "invalid request parameter, ext=content is not a string of a JSON object");
  if (msgType === "text" && typeof parsed.text !== "string") {
    throw new ApiFault(230_001, "invalid request parameter, ext=text is empty");
  }
  if (msgType === "interactive") refuseBadCard(parsed);
  return parsed;
}

function refuseBadCard(card: JsonObject): void {
  const fault = findCardFault(card);
  if (fault === undefined) return;
  const { subCode, path, message } = fault;
  throw new ApiFault(
    230_099,
    `Failed to create card content, ext=ErrCode: ${subCode}; ErrPath: ${path}; ErrMsg: ${message}`,
  );
}
