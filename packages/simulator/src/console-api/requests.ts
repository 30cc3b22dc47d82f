import { z } from "zod";
import type { ClickRequest, MessageRequest } from "./contract.ts";
import { consoleLimits } from "./limits.ts";

/** A click, wherever it is asked for. */
export const clickRequest: z.ZodType<ClickRequest> = z.object({
  open_id: z.string(),
  message_id: z.string(),
  preview_token: z.string().optional(),
  action: z.object({
    tag: z.string(),
    value: z.unknown().optional(),
    name: z.string().optional(),
    form_value: z.record(z.string(), z.unknown()).optional(),
    input_value: z.string().optional(),
    option: z.string().optional(),
    options: z.array(z.string()).optional(),
    checked: z.boolean().optional(),
  }),
});

/** A text of a person, wherever it is asked for. */
export const messageRequest: z.ZodType<MessageRequest> = z.object({
  open_id: z.string(),
  chat_id: z.string(),
  text: z.string().trim().min(1).max(consoleLimits.maxTextLength),
});
