import { fitsName } from "../world/fits-name.ts";
import type { Exchange } from "./exchange.ts";

/** Which exchanges are asked for: those that fit everything that is given. */
export interface ExchangeQuery {
  readonly app_id?: string | undefined;
  /** A callback or an event; with a `*` at its end, how its name begins. */
  readonly name?: string | undefined;
  readonly event_id?: string | undefined;
  readonly message_id?: string | undefined;
  readonly client_code?: number | undefined;
  /** Wall-clock ms. */
  readonly since?: number | undefined;
  /** How many of the newest. */
  readonly limit?: number | undefined;
}

/** Those that fit, oldest first. */
export function findExchanges(exchanges: readonly Exchange[], query: ExchangeQuery): readonly Exchange[] {
  const { limit = exchanges.length } = query;
  return limit === 0 ? [] : exchanges.filter((exchange) => fits(exchange, query)).slice(-limit);
}

function fits({ envelope, messageId, conclusion, startedAt }: Exchange, query: ExchangeQuery): boolean {
  const { app_id, name, event_id, message_id, client_code, since } = query;
  if (app_id !== undefined && envelope.appId !== app_id) return false;
  if (name !== undefined && !fitsName(name, envelope.name)) return false;
  if (event_id !== undefined && envelope.id !== event_id) return false;
  if (message_id !== undefined && messageId !== message_id) return false;
  if (client_code !== undefined && conclusion?.clientCode?.code !== client_code) return false;
  return since === undefined || startedAt >= since;
}
