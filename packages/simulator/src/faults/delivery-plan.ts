import type { WayIn } from "../console-api/contract.ts";
import type { DeliveryFault } from "./fault.ts";

/** How one delivery goes, with everything that goes wrong. */
export interface DeliveryPlan {
  readonly delayMs: number;
  readonly dropAnswer: boolean;
  readonly copies: readonly CopyPlan[];
  /** How fast it goes over the wire; as fast as it can without. */
  readonly bytesPerSecond: number | undefined;
  readonly framing: FramePlan;
  /** What becomes of the connection. */
  readonly connection: {
    readonly halfOpen: boolean;
    readonly closeCode: number | undefined;
    readonly withHandshake: boolean;
  };
  readonly signing: SigningPlan;
}

/** The same once more. */
export interface CopyPlan {
  readonly afterMs: number;
  /** Byte for byte. */
  readonly exact: boolean;
}

export interface FramePlan {
  readonly minFragments: number;
  readonly reversed: boolean;
  readonly garbled: boolean;
  readonly type: "event" | "card";
}

export interface SigningPlan {
  readonly wrong: boolean;
  readonly ageMs: number;
}

/** A delivery with which nothing goes wrong. */
export const smoothDelivery: DeliveryPlan = {
  delayMs: 0,
  dropAnswer: false,
  copies: [],
  bytesPerSecond: undefined,
  framing: { minFragments: 1, reversed: false, garbled: false, type: "event" },
  connection: { halfOpen: false, closeCode: undefined, withHandshake: false },
  signing: { wrong: false, ageMs: 0 },
};

const either = ["delay", "dropAnswer", "duplicate", "slow"] as const;

/** What can go wrong on each way in. */
export const deliveryFaultTypes: Readonly<Record<WayIn, readonly DeliveryFault["type"][]>> = {
  "long-connection": [...either, "fragment", "reorder", "garble", "cardFrame", "halfOpen", "close", "withHandshake"],
  webhook: [...either, "wrongSignature", "oldTimestamp", "replay"],
};

const dayMs = 86_400_000;
/** Enough to tell an order from another. */
const reorderedFragments = 3;

/** Several faults in one delivery add up. */
export function planDelivery(faults: readonly DeliveryFault[]): DeliveryPlan {
  return faults.reduce(withFault, smoothDelivery);
}

function withFault(plan: DeliveryPlan, fault: DeliveryFault): DeliveryPlan {
  switch (fault.type) {
    case "delay":
      return { ...plan, delayMs: plan.delayMs + fault.ms };
    case "dropAnswer":
      return { ...plan, dropAnswer: true };
    case "duplicate":
    case "replay":
      return { ...plan, copies: [...plan.copies, { afterMs: fault.afterMs ?? 0, exact: fault.type === "replay" }] };
    case "fragment":
      return { ...plan, framing: { ...plan.framing, minFragments: Math.max(plan.framing.minFragments, fault.into) } };
    case "reorder": {
      const { minFragments } = plan.framing;
      return {
        ...plan,
        framing: {
          ...plan.framing,
          minFragments: minFragments > 1 ? minFragments : reorderedFragments,
          reversed: true,
        },
      };
    }
    case "garble":
      return { ...plan, framing: { ...plan.framing, garbled: true } };
    case "cardFrame":
      return { ...plan, framing: { ...plan.framing, type: "card" } };
    case "slow":
      return { ...plan, bytesPerSecond: Math.min(fault.bytesPerSecond, plan.bytesPerSecond ?? fault.bytesPerSecond) };
    case "withHandshake":
      return { ...plan, connection: { ...plan.connection, withHandshake: true } };
    case "halfOpen":
      return { ...plan, connection: { ...plan.connection, halfOpen: true } };
    case "close":
      return { ...plan, connection: { ...plan.connection, closeCode: fault.code } };
    case "wrongSignature":
      return { ...plan, signing: { ...plan.signing, wrong: true } };
    case "oldTimestamp":
      return { ...plan, signing: { ...plan.signing, ageMs: fault.ageMs ?? dayMs } };
  }
}
