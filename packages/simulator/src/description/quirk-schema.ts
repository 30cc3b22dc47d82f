import { z } from "zod";
import { type QuirkChanges, quirkTable as table } from "../world/quirks.ts";

const oneOf = <Value extends string | number | boolean>({
  values,
  about,
}: {
  readonly values: readonly Value[];
  readonly about: string;
}): z.ZodType<Value, Value> => z.literal(values).describe(about);

/** What is to hold of some quirks. */
export const quirkChanges: z.ZodType<QuirkChanges, QuirkChanges> = z
  .strictObject({
    cardFrames: oneOf(table.cardFrames),
    maxConnections: oneOf(table.maxConnections),
    pingInterval: oneOf(table.pingInterval),
    createTime: oneOf(table.createTime),
    headerToken: oneOf(table.headerToken),
    selectImgOptions: oneOf(table.selectImgOptions),
    deliveryType: oneOf(table.deliveryType),
    previewInline: oneOf(table.previewInline),
    replyStatus: oneOf(table.replyStatus),
    legacyReply: oneOf(table.legacyReply),
    cardLife: oneOf(table.cardLife),
  })
  .partial();
