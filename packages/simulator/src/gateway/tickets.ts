import type { GatewayIds } from "./gateway-ids.ts";
import { gatewayLimits } from "./limits.ts";

/** The number of the service that clients repeat in every ping. */
const serviceId = "33554678";

interface Ticket {
  readonly appId: string;
  readonly query: URLSearchParams;
  readonly expiresAt: number;
}

/** Addresses of the long connection: each is good for one connection, and only for a minute. */
export class Tickets {
  readonly #ids: GatewayIds;
  readonly #tickets = new Map<string, Ticket>();

  constructor(ids: GatewayIds) {
    this.#ids = ids;
  }

  /** The query of a new address. `fpid` stands first because the official Node SDK loses the first parameter. */
  issue(appId: string, now: number): URLSearchParams {
    const ticket = this.#ids.uuid();
    const query = new URLSearchParams({
      fpid: "493",
      aid: "552564",
      device_id: this.#ids.digits(19),
      access_key: this.#ids.hex(32),
      service_id: serviceId,
      ticket,
    });
    this.#tickets.set(ticket, { appId, query, expiresAt: now + gatewayLimits.ticketTtlMs });
    for (const [oldest, { expiresAt }] of this.#tickets) {
      if (expiresAt > now && this.#tickets.size <= gatewayLimits.maxTickets) break;
      this.#tickets.delete(oldest);
    }
    return query;
  }

  /** The app whose address this is. A ticket that has been shown once is spent, even if the rest of the address is wrong. */
  redeem(query: URLSearchParams, now: number): { readonly appId: string } | "unknown" | "forbidden" {
    const id = query.get("ticket") ?? "";
    const ticket = this.#tickets.get(id);
    if (ticket === undefined) return "unknown";
    this.#tickets.delete(id);
    if (now >= ticket.expiresAt) return "unknown";
    const complete = [...ticket.query].every(([name, value]) => query.get(name) === value);
    return complete ? { appId: ticket.appId } : "forbidden";
  }
}
