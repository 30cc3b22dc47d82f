import { z } from "zod";
import type { Preview } from "../world/previews.ts";
import { ApiFault } from "./api-fault.ts";
import { type ApiRoute, apiRoute } from "./api-route.ts";
import type { OpenApiContext } from "./open-api-context.ts";

const invalid = 230_001;
const rate = { perSecond: 5 };
/** How often one preview can be asked for again, in milliseconds. */
const restMs = 5_000;
const body = z.object({
  preview_tokens: z.array(z.string()).min(1).max(10),
  open_ids: z.array(z.string()).max(100).optional(),
});

/** `POST /open-apis/im/v2/url_previews/batch_update`: clients ask for previews again. */
export function createUrlPreviewRoute(api: OpenApiContext): ApiRoute {
  const { previews, clock } = api;
  return apiRoute(
    "POST /open-apis/im/v2/url_previews/batch_update",
    { invalid, rate, body },
    ({ app, body: { preview_tokens, open_ids } }) => {
      const now = clock.now();
      const found = preview_tokens.map((token) => findOwn(app.appId, token));
      if (found.some(({ refreshedAt }) => refreshedAt !== undefined && now - refreshedAt < restMs)) {
        throw new ApiFault(230_020, "This operation triggers the frequency limit.");
      }
      for (const preview of found) {
        previews.refresh(preview, now);
        api.askPreview(preview, open_ids);
      }
      return {};
    },
  );

  /** @throws ApiFault */
  function findOwn(appId: string, token: string): Preview {
    const preview = previews.find(token);
    if (preview?.appId === appId) return preview;
    throw new ApiFault(invalid, "Your request contains an invalid request parameter, ext=invalid preview_token");
  }
}
