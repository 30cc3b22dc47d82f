import type { ExchangeView } from "../console-api/contract.ts";

/** Beyond this many exchanges the oldest are forgotten. */
const maxExchanges = 500;

/** The last questions and answers, oldest first. */
export class ExchangeLog {
  readonly #tell: (exchange: ExchangeView) => void;
  readonly #exchanges = new Map<string, ExchangeView>();

  constructor(tell: (exchange: ExchangeView) => void) {
    this.#tell = tell;
  }

  list(): readonly ExchangeView[] {
    return [...this.#exchanges.values()];
  }

  find(id: string): ExchangeView | undefined {
    return this.#exchanges.get(id);
  }

  /** Adds an exchange, or puts its new state in the place of the old one. */
  put(exchange: ExchangeView): ExchangeView {
    this.#exchanges.set(exchange.id, exchange);
    for (const oldest of this.#exchanges.keys()) {
      if (this.#exchanges.size <= maxExchanges) break;
      this.#exchanges.delete(oldest);
    }
    this.#tell(exchange);
    return exchange;
  }
}
