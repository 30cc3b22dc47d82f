import type { Exchange } from "./exchange.ts";

/** Beyond this many exchanges the oldest are forgotten. */
const maxExchanges = 500;
/** Beyond this many bytes in all, 64 MiB, too. */
const maxBytes = 67_108_864;

/** The last questions and answers, oldest first. */
export class ExchangeLog {
  readonly #tell: (exchange: Exchange) => void;
  readonly #exchanges = new Map<string, Exchange>();
  #bytes = 0;
  #closed = false;

  constructor(tell: (exchange: Exchange) => void) {
    this.#tell = tell;
  }

  list(): readonly Exchange[] {
    return [...this.#exchanges.values()];
  }

  clear(): void {
    this.#exchanges.clear();
    this.#bytes = 0;
  }

  /** Forgets everything, and puts nothing more on record. */
  close(): void {
    this.#closed = true;
    this.clear();
  }

  find(id: string): Exchange | undefined {
    return this.#exchanges.get(id);
  }

  /** Adds an exchange, or puts its new state in the place of the old one. */
  put(exchange: Exchange): Exchange {
    if (this.#closed) return exchange;
    const before = this.#exchanges.get(exchange.id);
    this.#bytes += bytesOf(exchange) - (before === undefined ? 0 : bytesOf(before));
    this.#exchanges.set(exchange.id, exchange);
    if (this.#exchanges.size > maxExchanges || this.#bytes > maxBytes) this.#forgetOldest();
    this.#tell(exchange);
    return exchange;
  }

  #forgetOldest(): void {
    for (const oldest of this.#exchanges.values()) {
      if (this.#exchanges.size <= maxExchanges && this.#bytes <= maxBytes) return;
      this.#exchanges.delete(oldest.id);
      this.#bytes -= bytesOf(oldest);
    }
  }
}

/** What was sent and answered is kept raw and once more as text or value. */
function bytesOf({ sent, conclusion }: Exchange): number {
  return 2 * (sent.size + (conclusion?.answer?.received.size ?? 0));
}
