import type { Identifiers } from "../world/identifiers.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import type { WorldSnapshot } from "../world/world.ts";
import { managementLimits } from "./limits.ts";

/** A world that was kept. */
export interface KeptWorld {
  readonly id: string;
  /** Wall-clock ms. */
  readonly takenAt: number;
  readonly world: WorldSnapshot;
}

/** Worlds to go back to, by id: a snapshot shares what has not changed since, so it is kept here and not sent. */
export class Snapshots {
  readonly #identifiers: Identifiers;
  readonly #kept = new Map<string, KeptWorld>();

  constructor(identifiers: Identifiers) {
    this.#identifiers = identifiers;
  }

  list(): readonly KeptWorld[] {
    return [...this.#kept.values()];
  }

  /** @throws SimulatorError TOO_MANY_ENTITIES */
  keep(world: WorldSnapshot, takenAt: number): KeptWorld {
    if (this.#kept.size >= managementLimits.maxSnapshots) {
      throw new SimulatorError(
        "TOO_MANY_ENTITIES",
        `There are ${this.#kept.size} snapshots already, the most that fit.`,
      );
    }
    const kept = { id: this.#identifiers.uuid(), takenAt, world };
    this.#kept.set(kept.id, kept);
    return kept;
  }

  /** @throws SimulatorError UNKNOWN_SNAPSHOT */
  get(id: string): KeptWorld {
    const kept = this.#kept.get(id);
    if (kept === undefined) throw new SimulatorError("UNKNOWN_SNAPSHOT", `There is no snapshot ${id}.`);
    return kept;
  }

  forget(id: string): void {
    this.#kept.delete(this.get(id).id);
  }
}
