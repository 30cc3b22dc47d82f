import type { StoredFile } from "../../world/file-store.ts";
import { isJsonObject, type JsonObject } from "../../world/json.ts";
import { ApiFault } from "../api-fault.ts";
import type { Call } from "../api-route.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { invalidParameter } from "./find-message.ts";

/** @throws ApiFault unless the app has uploaded this image */
export function requireImage(api: OpenApiContext, call: Call, key: unknown): void {
  requireOwn(api, call, "image", key);
}

/** @param type - what it must be; without it, anything @throws ApiFault unless the app has uploaded this file */
export function requireFile(api: OpenApiContext, call: Call, key: unknown, type?: string): void {
  const file = requireOwn(api, call, "file", key);
  if (type !== undefined && file.type !== type) {
    throw new ApiFault(230_055, "The type of file upload does not match the type of message being sent.");
  }
}

/** @throws ApiFault unless the app has uploaded every image and file of a post */
export function requireKeysOfPost(api: OpenApiContext, call: Call, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) requireKeysOfPost(api, call, item);
  if (!isJsonObject(value)) return;
  if (value.tag === "img" || value.tag === "media") requireKeysOfNode(api, call, value);
  else for (const member of Object.values(value)) requireKeysOfPost(api, call, member);
}

function requireKeysOfNode(api: OpenApiContext, call: Call, { image_key, file_key }: JsonObject): void {
  if (image_key !== undefined) requireImage(api, call, image_key);
  if (file_key !== undefined) requireFile(api, call, file_key, "mp4");
}

/** @throws ApiFault */
function requireOwn({ world }: OpenApiContext, { app }: Call, kind: StoredFile["kind"], key: unknown): StoredFile {
  const file = world.files.find(String(key));
  if (file?.kind !== kind) throw invalidParameter(`invalid ${kind}_key`);
  if (file.appId !== app.appId) throw new ApiFault(230_017, "The bot is NOT the owner of the resource.");
  return file;
}
