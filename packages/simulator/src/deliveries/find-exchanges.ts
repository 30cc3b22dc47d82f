import type { ExchangeView } from "../console-api/contract.ts";

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
export function findExchanges(exchanges: readonly ExchangeView[], query: ExchangeQuery): readonly ExchangeView[] {
  const { limit = exchanges.length } = query;
  return limit === 0 ? [] : exchanges.filter((exchange) => fits(exchange, query)).slice(-limit);
}

function fits(exchange: ExchangeView, query: ExchangeQuery): boolean {
  const { app_id, name, event_id, message_id, client_code, since } = query;
  if (app_id !== undefined && exchange.app_id !== app_id) return false;
  if (name !== undefined && !fitsName(name, exchange.name)) return false;
  if (event_id !== undefined && exchange.event_id !== event_id) return false;
  if (message_id !== undefined && exchange.message_id !== message_id) return false;
  if (client_code !== undefined && exchange.clientCode?.code !== client_code) return false;
  return since === undefined || exchange.startedAt >= since;
}

function fitsName(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
