import type { Fault, FaultScope } from "./fault.ts";

/** Beyond a day nothing is waited for; timers of the system end at 24 days. */
const maxMs = 86_400_000;
const maxFragments = 1024;

/** What cannot be meant in a scope, or `undefined`. */
export function findScopeMistake({ times = 1, probability = 1 }: FaultScope): string | undefined {
  if (!(Number.isInteger(times) && times >= 1)) return "times must be a whole number above 0";
  return probability >= 0 && probability <= 1 ? undefined : "probability must be a number from 0 to 1";
}

/** What cannot be carried out of a fault, or `undefined`. */
export function findFaultMistake(fault: Fault): string | undefined {
  switch (fault.type) {
    case "delay":
      return outOf("ms", fault.ms, 0, maxMs);
    case "duplicate":
    case "replay":
      return outOf("afterMs", fault.afterMs ?? 0, 0, maxMs);
    case "oldTimestamp":
      return outOf("ageMs", fault.ageMs ?? 0, 0, Number.MAX_SAFE_INTEGER);
    case "fragment":
      return outOf("into", fault.into, 1, maxFragments);
    case "slow":
      return outOf("bytesPerSecond", fault.bytesPerSecond, 1, 1_000_000);
    case "refuseConnecting":
      return Number.isInteger(fault.code) && fault.code !== 0 ? undefined : "code must be a whole number other than 0";
    case "status":
      return outOf("status", fault.status, 500, 599);
    case "rateLimit":
      return outOf("limit", fault.limit ?? 0, 0, maxMs) ?? outOf("resetSeconds", fault.resetSeconds ?? 0, 0, maxMs);
    case "close":
      return isCloseCode(fault.code) ? undefined : "code must be a close code that may be sent, or 1006";
    default:
      return undefined;
  }
}

function outOf(name: string, value: number, min: number, max: number): string | undefined {
  return Number.isInteger(value) && value >= min && value <= max
    ? undefined
    : `${name} must be a whole number from ${min} to ${max}`;
}

/** 1004 and 1005 cannot be sent; 1006 is what a connection without a close code shows. */
function isCloseCode(code: number): boolean {
  if (!Number.isInteger(code)) return false;
  return (code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005) || (code >= 3000 && code <= 4999);
}
