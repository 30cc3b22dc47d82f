import { z } from "zod";
import { managementLimits } from "./limits.ts";

/** What people give things. */
export const name: z.ZodString = z.string().min(1).max(managementLimits.maxNameLength);
/** An id, whether or not there is such a thing. */
export const key: z.ZodString = z.string().max(managementLimits.maxNameLength);
/** How many of the newest. */
export const limit: z.ZodType<number, unknown> = z.coerce
  .number()
  .int()
  .min(1)
  .max(managementLimits.maxItems)
  .default(managementLimits.maxItems);
