import type { JsonObject } from "../../world/json.ts";
import type { World } from "../../world/world.ts";

const mention = /<at user_id="([^"<>]*)">([^<]*)<\/at>/g;

/** A text as others read it, with placeholders for those who are mentioned, and who they are. */
export function replaceMentions(
  world: World,
  text: string,
): { readonly text: string; readonly mentions: readonly JsonObject[] } {
  const mentions: JsonObject[] = [];
  const replaced = text.replace(mention, (written, id: string) => {
    if (id === "all") return "@_all";
    const user = world.user(id);
    if (user === undefined) return written;
    const key = `@_user_${mentions.length + 1}`;
    mentions.push({ key, id, id_type: "open_id", name: user.name, tenant_key: user.tenantKey });
    return key;
  });
  return { text: replaced, mentions };
}
