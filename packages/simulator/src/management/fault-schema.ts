import { z } from "zod";
import type { Fault, FaultScope } from "../faults/fault.ts";
import { managementLimits } from "./limits.ts";

const text = z.string().max(managementLimits.maxNameLength);
const ms = z.number();

/** When a fault strikes. */
export const faultScope: z.ZodType<FaultScope> = z
  .strictObject({
    app: z.strictObject({ appId: text }).optional(),
    user: z.strictObject({ openId: text }).optional(),
    name: text.optional(),
    way: z.enum(["long-connection", "webhook"]).optional(),
    delivery: z.strictObject({ event_id: text }).optional(),
    times: z.number().optional(),
    probability: z.number().optional(),
  })
  .default({});

/** A fault and when it strikes; the ranges of its numbers are checked where it is added. */
export const faultRequest: z.ZodType<{ readonly scope: FaultScope; readonly fault: Fault }> = z.strictObject({
  scope: faultScope,
  fault: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("delay"), ms }),
    z.strictObject({ type: z.enum(["duplicate", "replay"]), afterMs: ms.optional() }),
    z.strictObject({ type: z.literal("slow"), bytesPerSecond: z.number() }),
    z.strictObject({ type: z.literal("fragment"), into: z.number() }),
    z.strictObject({ type: z.literal("close"), code: z.number() }),
    z.strictObject({ type: z.literal("oldTimestamp"), ageMs: ms.optional() }),
    z.strictObject({ type: z.literal("refuseConnecting"), code: z.number(), msg: text.optional() }),
    z.strictObject({ type: z.literal("status"), status: z.number() }),
    z.strictObject({ type: z.literal("rateLimit"), limit: z.number().optional(), resetSeconds: z.number().optional() }),
    z.strictObject({
      type: z.enum([
        "dropAnswer",
        "reorder",
        "garble",
        "cardFrame",
        "halfOpen",
        "withHandshake",
        "wrongSignature",
        "systemBusy",
        "connectionLimit",
        "revokeTickets",
        "wrongDomain",
        "expireToken",
        "hang",
      ]),
    }),
  ]),
});
