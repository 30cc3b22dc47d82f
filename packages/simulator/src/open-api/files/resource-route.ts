import { z } from "zod";
import type { Message } from "../../world/entities.ts";
import { isJsonObject } from "../../world/json.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { toDownload } from "./to-download.ts";

/** Messages whose images and files can be downloaded; cards are none. */
const withResources = ["post", "image", "file", "audio", "media"];

/** `GET /open-apis/im/v1/messages/:message_id/resources/:key`: what somebody has sent, whoever uploaded it. */
export function createResourceRoute({ world }: OpenApiContext): ApiRoute {
  return apiRoute(
    "GET /open-apis/im/v1/messages/:message_id/resources/:key",
    { invalid: 234_001, query: z.object({ type: z.enum(["image", "file"]) }) },
    ({ app, ids, query }) => {
      const message = world.message(ids.message_id ?? "");
      if (message === undefined || message.gone !== undefined)
        throw new ApiFault(234_001, "Invalid request param: message_id.");
      if (world.chat(message.chatId)?.bots.includes(app.appId) !== true)
        throw new ApiFault(234_004, "App is not in the chat.");
      if (!withResources.includes(message.msgType)) throw new ApiFault(234_043, "Unsupported message type.");
      const file = world.files.find(ids.key ?? "");
      if (file?.kind !== query.type || !names(message.content, file.key))
        throw new ApiFault(234_003, "File not in msg.");
      return toDownload(file);
    },
  );
}

/** Whether a key is anywhere in the content. */
function names(content: Message["content"] | unknown, key: string): boolean {
  if (Array.isArray(content)) return content.some((item) => names(item, key));
  if (!isJsonObject(content)) return content === key;
  return Object.values(content).some((member) => names(member, key));
}
