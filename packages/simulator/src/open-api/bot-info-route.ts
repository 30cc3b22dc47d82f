import { botOpenId } from "../world/bot-open-id.ts";
import { type ApiRoute, apiRoute } from "./api-route.ts";

/** The app is installed and may be used. */
const activated = 2;

/** `GET /open-apis/bot/v3/info`: who the bot itself is. The answer is flat: there is no `data`. */
export function createBotInfoRoute(): ApiRoute {
  return apiRoute("GET /open-apis/bot/v3/info", { invalid: 40_001 }, ({ app }) => {
    const bot = {
      activate_status: activated,
      app_name: app.name,
      avatar_url: "",
      ip_white_list: [],
      open_id: botOpenId(app),
    };
    return Response.json({ code: 0, msg: "ok", bot });
  });
}
