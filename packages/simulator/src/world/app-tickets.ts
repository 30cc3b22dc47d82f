import type { Identifiers } from "./identifiers.ts";

/** How many of an app's tickets are valid: the newest, and the one before, which the app may still be using. */
const validTickets = 2;

/** The tickets with which store apps buy their tokens. */
export class AppTickets {
  readonly #identifiers: Identifiers;
  readonly #tickets = new Map<string, readonly string[]>();

  constructor(identifiers: Identifiers) {
    this.#identifiers = identifiers;
  }

  /** A new ticket for an app. */
  issue(appId: string): string {
    const ticket = this.#identifiers.appTicket();
    this.#tickets.set(appId, [ticket, ...(this.#tickets.get(appId) ?? [])].slice(0, validTickets));
    return ticket;
  }

  clear(): void {
    this.#tickets.clear();
  }

  isValid(appId: string, ticket: string): boolean {
    return this.#tickets.get(appId)?.includes(ticket) ?? false;
  }
}
