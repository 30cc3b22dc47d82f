import { SimulatorError } from "../world/simulator-error.ts";
import { managementLimits } from "./limits.ts";

/** @throws SimulatorError TOO_MANY_ENTITIES where no more of them may be made */
export function requireRoom(known: readonly unknown[]): void {
  if (known.length < managementLimits.maxEntities) return;
  throw new SimulatorError("TOO_MANY_ENTITIES", `There are ${known.length} of them already, the most that fit.`);
}
