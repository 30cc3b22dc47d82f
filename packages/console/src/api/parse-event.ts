import type { ConsoleEvent, WorldView } from "@larkwire/simulator/contract";
import { fieldIn, isJsonObject, stringIn } from "./json.ts";

/** The id that the view inside an event of each type must have. */
const idFields: Readonly<Record<ConsoleEvent["type"], string>> = {
  app: "app_id",
  chat: "chat_id",
  user: "open_id",
  message: "message_id",
  exchange: "id",
};

/** A line of the stream, or `undefined` for anything that this page does not know (yet). */
export function parseConsoleEvent(line: string): ConsoleEvent | undefined {
  const event = parseJson(line);
  const type = stringIn(event, "type");
  if (type === undefined || !isEventType(type)) return undefined;
  return stringIn(fieldIn(event, type), idFields[type]) === undefined ? undefined : (event as ConsoleEvent);
}

/** Whether an answer can be a world at all: something else may be listening at this address. */
export function isWorldView(value: unknown): value is WorldView {
  return (
    isJsonObject(value) &&
    ["apps", "users", "chats", "messages", "exchanges"].every((collection) => Array.isArray(value[collection]))
  );
}

function isEventType(type: string): type is ConsoleEvent["type"] {
  return Object.hasOwn(idFields, type);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
