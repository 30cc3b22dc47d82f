import { entityIdOf } from "../../world/card.ts";
import type { Chat } from "../../world/entities.ts";
import { type JsonObject, parseJsonObject } from "../../world/json.ts";
import { ApiFault } from "../api-fault.ts";
import type { Call } from "../api-route.ts";
import { findSendingRefusal } from "../card-kit/entity-check.ts";
import { findRefusal, refuseCard } from "../cards/card-check.ts";
import { openApiLimits } from "../limits.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { contentSchemas } from "./content-schemas.ts";
import { invalidParameter } from "./find-message.ts";
import { requireFile, requireImage, requireKeysOfPost } from "./required-files.ts";

/** The content of a message, which comes as a string of JSON, and is right for this chat. @throws ApiFault */
export function parseMessageContent(
  api: OpenApiContext,
  call: Call,
  chat: Chat,
  { msg_type: type, content: text }: { readonly msg_type: string; readonly content: string },
): JsonObject {
  const schema = Object.hasOwn(contentSchemas, type) ? contentSchemas[type] : undefined;
  if (schema === undefined) throw invalidParameter(`invalid msg_type ${type}`);
  const rich = type === "interactive" || type === "post";
  const limit = rich ? openApiLimits.maxRichContentBytes : openApiLimits.maxTextBytes;
  if (Buffer.byteLength(text) > limit)
    throw new ApiFault(230_025, "The length of the message content reaches its limit.");
  const content = parseJsonObject(text);
  if (content === undefined) throw invalidParameter("content is not a string of a JSON object");
  const { error } = schema.safeParse(content);
  if (error !== undefined) {
    const [issue] = error.issues;
    throw invalidParameter(`content of ${type}: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  checks[type]?.(api, call, chat, content);
  return content;
}

/** What depends on the rest of the world, by type. Each throws an ApiFault. */
const checks: Readonly<Record<string, (api: OpenApiContext, call: Call, chat: Chat, content: JsonObject) => void>> = {
  post: (api, call, _, content) => requireKeysOfPost(api, call, content),
  image: (api, call, _, { image_key }) => requireImage(api, call, image_key),
  file: (api, call, _, { file_key }) => requireFile(api, call, file_key),
  audio: (api, call, _, { file_key }) => requireFile(api, call, file_key, "opus"),
  media: (api, call, _, { file_key, image_key }) => {
    requireFile(api, call, file_key, "mp4");
    if (image_key !== undefined) requireImage(api, call, image_key);
  },
  interactive: (api, { app }, _, card) => {
    const cardId = entityIdOf(card);
    const refusal = cardId === undefined ? findRefusal(api, app, card) : findSendingRefusal(api, app, cardId);
    if (refusal !== undefined) refuseCard(refusal);
  },
  share_chat: ({ world }, { app }, _, { chat_id }) => {
    const shared = world.chat(String(chat_id));
    if (shared === undefined) throw invalidParameter("invalid chat_id");
    if (shared.type === "p2p") throw new ApiFault(230_015, "P2P chat can NOT be shared.");
    if (!shared.bots.includes(app.appId)) throw new ApiFault(230_002, "Bot/User can NOT be out of the chat.");
  },
  share_user: ({ world }, _, __, { user_id }) => {
    if (world.user(String(user_id)) === undefined) throw invalidParameter("invalid user_id");
  },
  system: (_, __, { type }) => {
    if (type !== "p2p") throw new ApiFault(230_054, "This operation is not supported for this message type.");
  },
};
