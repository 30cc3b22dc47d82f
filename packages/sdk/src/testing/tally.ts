/** Counts of what became of the inputs of a long test. */
export class Tally {
  readonly #counts = new Map<string, number>();
  #total = 0;

  add(outcome: string): void {
    this.#counts.set(outcome, this.of(outcome) + 1);
    this.#total += 1;
  }

  of(outcome: string): number {
    return this.#counts.get(outcome) ?? 0;
  }

  get total(): number {
    return this.#total;
  }

  /** The most frequent first, one to a line. */
  toString(): string {
    const sorted = [...this.#counts].sort(([, a], [, b]) => b - a);
    return sorted.map(([outcome, count]) => `${String(count).padStart(9)}  ${outcome}`).join("\n");
  }
}
