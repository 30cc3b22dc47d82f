import type { MessageView } from "../console-api/contract.ts";
import type { SimulatedUser } from "./simulated-user.ts";

/** People and bots of a chat. */
export interface ChatMembers {
  readonly members?: readonly { readonly openId: string }[] | undefined;
  readonly bots?: readonly { readonly appId: string }[] | undefined;
}

/** How something is done to a group. */
export interface GroupOptions {
  /** Who does it. @default the person who owns the group, else its first member */
  readonly by?: { readonly openId: string } | undefined;
}

export interface SimulatedChat {
  readonly chatId: string;
  /** Oldest first. @param viewer - whose copies of private cards are shown */
  messages(viewer?: SimulatedUser): readonly MessageView[];
  /**
   * Lets people and bots in: `im.chat.member.user.added_v1` to the bots of a group, `im.chat.member.bot.added_v1` to the bots that come.
   *
   * @throws SimulatorError UNKNOWN_USER, UNKNOWN_APP
   */
  add(newcomers: ChatMembers, options?: GroupOptions): Promise<void>;
  /** Lets people and bots go: `im.chat.member.user.deleted_v1` to the bots that stay, `im.chat.member.bot.deleted_v1` to the bots that go. */
  remove(
    leavers: ChatMembers,
    options?: GroupOptions & {
      /** Who let the people in takes it back: `im.chat.member.user.withdrawn_v1` instead. @default false */
      readonly withdrawn?: boolean | undefined;
    },
  ): Promise<void>;
  /** Changes a group: `im.chat.updated_v1` to its bots. @throws SimulatorError UNKNOWN_USER where the owner is no member */
  change(
    changes: {
      readonly name?: string | undefined;
      readonly description?: string | undefined;
      readonly owner?: { readonly openId: string } | undefined;
    },
    options?: GroupOptions,
  ): Promise<void>;
  /** Dissolves a group: `im.chat.disbanded_v1` to its bots, and nothing can be sent any more. */
  dissolve(options?: GroupOptions): Promise<void>;
  /** Deletes a message, as an administrator can: nobody sees it, APIs answer 230110, and nobody is told. @throws SimulatorError UNKNOWN_MESSAGE */
  deleteMessage(message: { readonly message_id: string }): void;
}
