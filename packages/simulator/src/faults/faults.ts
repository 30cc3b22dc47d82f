import type { WayIn } from "../console-api/contract.ts";
import { fitsName } from "../world/fits-name.ts";
import type { Random } from "../world/random.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import type { AddedFault, Fault, FaultOf, FaultScope } from "./fault.ts";
import { findFaultMistake, findScopeMistake } from "./find-mistake.ts";
import type { Scenario } from "./scenarios.ts";

/** Something that a fault may strike. */
export interface Occasion {
  readonly appId: string;
  /** A callback, an event, a path, or `ping`. */
  readonly name: string;
  readonly way?: WayIn | undefined;
  /** Who caused it. */
  readonly openId?: string | undefined;
  readonly eventId?: string | undefined;
  /** Strikes only where a fault names it. */
  readonly byNameOnly?: boolean | undefined;
}

/** A fault that may strike yet. */
export interface WaitingFault {
  readonly scope: FaultScope;
  readonly fault: Fault;
  readonly struck: number;
  /** How often yet; `undefined` is without limit. */
  readonly rest: number | undefined;
}

interface Rule {
  readonly scope: FaultScope;
  readonly fault: Fault;
  readonly maxStrikes: number;
  struck: number;
}

/** What is to go wrong, and when: a script that decides the same for the same seed and the same occasions. */
export class Faults {
  readonly #random: Random;
  #rules: readonly Rule[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** @throws SimulatorError FAULT_INVALID */
  add(scope: FaultScope, fault: Fault): AddedFault {
    const inScope = findScopeMistake(scope);
    if (inScope !== undefined) throw new SimulatorError("FAULT_INVALID", inScope, "scope");
    const inFault = findFaultMistake(fault);
    if (inFault !== undefined) throw new SimulatorError("FAULT_INVALID", inFault, "fault");
    const maxStrikes = scope.times ?? (scope.probability === undefined ? 1 : Number.POSITIVE_INFINITY);
    const rule: Rule = { scope, fault, maxStrikes, struck: 0 };
    this.#rules = [...this.#rules.filter((known) => known.struck < known.maxStrikes), rule];
    return {
      get struck() {
        return rule.struck;
      },
    };
  }

  /** @throws SimulatorError FAULT_INVALID */
  play({ steps }: Scenario, scope: FaultScope = {}): readonly AddedFault[] {
    return steps.map((step) => this.add({ ...scope, ...step.scope }, step.fault));
  }

  /** Those that may strike yet, in the order of their adding. */
  list(): readonly WaitingFault[] {
    return this.#rules
      .filter(({ struck, maxStrikes }) => struck < maxStrikes)
      .map(({ scope, fault, struck, maxStrikes }) => {
        return { scope, fault, struck, rest: Number.isFinite(maxStrikes) ? maxStrikes - struck : undefined };
      });
  }

  clear(): void {
    this.#rules = [];
  }

  /** The faults of these types that strike now, each counted. */
  strike<Type extends Fault["type"]>(occasion: Occasion, types: readonly Type[]): readonly FaultOf<Type>[] {
    return this.#rules.flatMap((rule) => this.#strikeWith(rule, occasion, types) ?? []);
  }

  /** The first of them: for occasions that can go wrong in one way only. */
  strikeOnce<Type extends Fault["type"]>(occasion: Occasion, types: readonly Type[]): FaultOf<Type> | undefined {
    for (const rule of this.#rules) {
      const fault = this.#strikeWith(rule, occasion, types);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  #strikeWith<Type extends Fault["type"]>(
    rule: Rule,
    occasion: Occasion,
    types: readonly Type[],
  ): FaultOf<Type> | undefined {
    const { fault, scope, struck, maxStrikes } = rule;
    if (!isOneOf(fault, types) || struck >= maxStrikes || !fits(scope, occasion)) return undefined;
    // Only here a number is drawn: what does not concern an occasion does not change what strikes it.
    if (scope.probability !== undefined && this.#random() >= scope.probability) return undefined;
    rule.struck += 1;
    return fault;
  }
}

function isOneOf<Type extends Fault["type"]>(fault: Fault, types: readonly Type[]): fault is FaultOf<Type> {
  return types.some((type) => type === fault.type);
}

function fits({ app, user, name, way, delivery }: FaultScope, occasion: Occasion): boolean {
  if (app !== undefined && app.appId !== occasion.appId) return false;
  if (user !== undefined && user.openId !== occasion.openId) return false;
  if (way !== undefined && way !== occasion.way) return false;
  if (delivery !== undefined && delivery.event_id !== occasion.eventId) return false;
  if (name === undefined) return occasion.byNameOnly !== true;
  return fitsName(name, occasion.name);
}
