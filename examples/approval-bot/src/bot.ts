import { setTimeout as delay } from "node:timers/promises";
import { EventDispatcher, toast } from "larkwire";
import type { Client, TenantClient } from "larkwire/client";
import { z } from "zod";
import { decidedCard, type Expense, requestCard } from "./cards.ts";

const expense: Expense = { title: "Team dinner", amount: "¥ 1,280", applicant: "Alice" };

export interface BotOptions {
  readonly client: Client;
  readonly encryptKey: string;
  readonly verificationToken: string;
}

/** The bot: it does not know by which way a click comes in. */
export function createBot(options: BotOptions): EventDispatcher<TenantClient> {
  return new EventDispatcher(options)
    .onCardAction({ value: z.object({ decision: z.enum(["approved", "rejected"]) }) }, (event) => {
      const { decision } = event.action.value;
      return {
        toast: decision === "approved" ? toast.success("Approved") : toast.warning("Rejected"),
        card: {
          type: "raw",
          data: decidedCard(expense, decision, `Decided by <at id=${event.operator.open_id}></at>`),
        },
      };
    })
    .onCardAction({ value: z.object({ check: z.literal("budget") }) }, async (event, ctx) => {
      await ctx.reply({ toast: toast.info("Checking the budget…") });
      await delay(4_000, undefined, { signal: ctx.signal });
      const note = `Budget checked for <at id=${event.operator.open_id}></at>`;
      return { card: { type: "raw", data: decidedCard(expense, "approved", note) } };
    })
    .onUrlPreview(({ context }) => {
      const id = context.url.split("/").at(-1) ?? "";
      return {
        inline: {
          title: `Expense ${id}: ${expense.title}, ${expense.amount}`,
          i18n_title: { zh_cn: `报销 ${id}：团队聚餐，${expense.amount}` },
        },
        card: { type: "raw", data: requestCard(expense) },
      };
    })
    .on("im.message.receive_v1", async ({ message }, ctx) => {
      // A link is previewed already.
      if (!message.content.includes("://")) await askIn(message.chat_id, ctx.client);
    });
}

/** Posts an open request into a chat. */
export async function askIn(chatId: string, client: TenantClient): Promise<void> {
  await client.im.message.create({
    params: { receive_id_type: "chat_id" },
    data: { receive_id: chatId, msg_type: "interactive", content: requestCard(expense) },
  });
}
