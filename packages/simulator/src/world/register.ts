/** Entities by id, in the order in which they came. */
export class Register<Entity> {
  readonly #idOf: (entity: Entity) => string;
  readonly #max: number;
  readonly #entities = new Map<string, Entity>();

  /** @param max - beyond so many the oldest are forgotten */
  constructor(idOf: (entity: Entity) => string, max: number = Number.POSITIVE_INFINITY) {
    this.#idOf = idOf;
    this.#max = max;
  }

  list(): readonly Entity[] {
    return [...this.#entities.values()];
  }

  find(id: string): Entity | undefined {
    return this.#entities.get(id);
  }

  /** Adds one, or puts it in the place of the one with its id. */
  put(entity: Entity): void {
    this.#entities.set(this.#idOf(entity), entity);
    if (this.#entities.size <= this.#max) return;
    for (const oldest of this.#entities.keys()) {
      this.#entities.delete(oldest);
      return;
    }
  }

  restore(entities: readonly Entity[]): void {
    this.#entities.clear();
    for (const entity of entities) this.#entities.set(this.#idOf(entity), entity);
  }
}
