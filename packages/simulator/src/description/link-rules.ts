import { z } from "zod";
import { findLinkRuleFault, maxLinkRuleLength, maxLinkRules } from "../world/link-rules.ts";

/** The links that an app previews, wherever it is described. */
export const linkRules: z.ZodType<string[], string[]> = z
  .array(
    z
      .string()
      .max(maxLinkRuleLength)
      .superRefine((rule, context) => {
        const message = findLinkRuleFault(rule);
        if (message !== undefined) context.addIssue({ code: "custom", message });
      }),
  )
  .max(maxLinkRules)
  .describe(
    "The links that it previews: Host[:Port][/Path] with wildcards; without it, every link in its bot's chats.",
  );
