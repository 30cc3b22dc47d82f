import { z } from "zod";

const style = z.array(z.enum(["bold", "underline", "lineThrough", "italic"])).optional();
const key = z.string().min(1);
const node = z.discriminatedUnion("tag", [
  z.object({ tag: z.literal("text"), text: z.string(), un_escape: z.boolean().optional(), style }),
  z.object({ tag: z.literal("a"), text: z.string(), href: z.string(), style }),
  z.object({ tag: z.literal("at"), user_id: key, style }),
  z.object({ tag: z.literal("img"), image_key: key }),
  z.object({ tag: z.literal("media"), file_key: key, image_key: key.optional() }),
  z.object({ tag: z.literal("emotion"), emoji_type: key }),
  z.object({ tag: z.literal("code_block"), text: z.string(), language: z.string().optional() }),
  z.object({ tag: z.literal("hr") }),
  z.object({ tag: z.literal("md"), text: z.string() }),
]);
const needParagraph: readonly string[] = ["img", "media", "md"];
const paragraph = z
  .array(node)
  .refine((nodes) => nodes.length < 2 || !nodes.some(({ tag }) => needParagraph.includes(tag)), {
    message: "img, media and md need a paragraph of their own",
  });

/** What a post is: at least one language, in each a title and paragraphs of nodes. */
export const postContent: z.ZodType = z
  .partialRecord(
    z.enum(["zh_cn", "en_us", "ja_jp", "zh_hk", "zh_tw"]),
    z.object({ title: z.string().optional(), content: z.array(paragraph) }),
  )
  .refine((languages) => Object.keys(languages).length > 0, { message: "a post needs at least one language" });
