import { eventNames } from "./deliveries/event-payload.ts";
import { fitsName } from "./world/fits-name.ts";
import { SimulatorError, type SimulatorErrorCode } from "./world/simulator-error.ts";

/** @param path - where the patterns stand @throws SimulatorError where one of them fits no event that the platform documents */
export function requireKnownEvents(patterns: readonly string[], code: SimulatorErrorCode, path: string): void {
  patterns.forEach((pattern, index) => {
    if (eventNames.some((name) => fitsName(pattern, name))) return;
    const place = `${path}.${index}`;
    throw new SimulatorError(code, `${place}: no event ${pattern} is documented. Correct its name.`, place);
  });
}
