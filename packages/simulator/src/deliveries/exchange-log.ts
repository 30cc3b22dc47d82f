import type { ExchangeView } from "../console-api/contract.ts";

/** Beyond this many exchanges the oldest are forgotten. */
const maxExchanges = 500;
/** Beyond this many characters in all, 64 Mi, too. */
const maxCharacters = 67_108_864;

/** The last questions and answers, oldest first. */
export class ExchangeLog {
  readonly #tell: (exchange: ExchangeView) => void;
  readonly #exchanges = new Map<string, ExchangeView>();
  #characters = 0;

  constructor(tell: (exchange: ExchangeView) => void) {
    this.#tell = tell;
  }

  list(): readonly ExchangeView[] {
    return [...this.#exchanges.values()];
  }

  clear(): void {
    this.#exchanges.clear();
    this.#characters = 0;
  }

  find(id: string): ExchangeView | undefined {
    return this.#exchanges.get(id);
  }

  /** Adds an exchange, or puts its new state in the place of the old one. */
  put(exchange: ExchangeView): ExchangeView {
    const before = this.#exchanges.get(exchange.id);
    this.#characters += charactersOf(exchange) - (before === undefined ? 0 : charactersOf(before));
    this.#exchanges.set(exchange.id, exchange);
    for (const oldest of this.#exchanges.values()) {
      if (this.#exchanges.size <= maxExchanges && this.#characters <= maxCharacters) break;
      this.#exchanges.delete(oldest.id);
      this.#characters -= charactersOf(oldest);
    }
    this.#tell(exchange);
    return exchange;
  }
}

/** What was sent and answered is kept raw and parsed. */
function charactersOf({ request, answer }: ExchangeView): number {
  return 2 * (request.raw.length + (answer?.raw.length ?? 0));
}
