import { z } from "zod";
import { type ApiRoute, apiRoute } from "./api-route.ts";
import type { OpenApiContext } from "./open-api-context.ts";
import { takePage } from "./take-page.ts";

const invalid = 1_810_001;
const page = z.object({
  page_size: z.coerce.number().int().min(1).max(50).default(10),
  page_token: z.string().optional(),
});

/** `GET /open-apis/event/v1/outbound_ip`: where events and callbacks come from. */
export function createOutboundIpRoute({ outboundIps }: OpenApiContext): ApiRoute {
  return apiRoute("GET /open-apis/event/v1/outbound_ip", { invalid, query: page }, ({ query }) => {
    const { items: ip_list, ...rest } = takePage(outboundIps, query, invalid);
    return { ip_list, ...rest };
  });
}
