import { z } from "zod";
import { postContent } from "./post-content.ts";

const key = z.string().min(1);

/** The longest divider: a character of Chinese, Japanese or Korean counts twice. */
const maxDividerWidth = 20;
const isNarrow = (text: string): boolean =>
  [...text].reduce((width, character) => width + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0) <= maxDividerWidth;
const dividerText = z.string().min(1).refine(isNarrow, { message: "more than 20 characters, or 10 Chinese ones" });

/** What the content of a message is, by its type. */
export const contentSchemas: Readonly<Record<string, z.ZodType>> = {
  text: z.object({ text: z.string().min(1) }),
  post: postContent,
  image: z.object({ image_key: key }),
  file: z.object({ file_key: key }),
  audio: z.object({ file_key: key }),
  media: z.object({ file_key: key, image_key: key.optional() }),
  sticker: z.object({ file_key: key }),
  interactive: z.record(z.string(), z.unknown()),
  share_chat: z.object({ chat_id: key }),
  share_user: z.object({ user_id: key }),
  system: z.object({
    type: z.literal("divider"),
    params: z.object({
      divider_text: z.object({ text: dividerText, i18n_text: z.record(z.string(), dividerText).optional() }),
    }),
    options: z.object({ need_rollup: z.boolean().optional() }).optional(),
  }),
};
