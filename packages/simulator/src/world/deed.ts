import type { App, Chat, Message, Reaction, Sender, User } from "./entities.ts";

/** Who does something; `undefined` is nobody of the world, such as whoever writes a test. */
export type Doer = Sender | undefined;

/** Something that was done in the world, of which apps may be told. */
export type Deed =
  | {
      readonly type: "wrote";
      readonly user: User;
      readonly chat: Chat;
      readonly message: Message;
      /** Whether the apps of its links are asked what they lead to; otherwise somebody else does. */
      readonly asksLinks: boolean;
    }
  | { readonly type: "recalled"; readonly message: Message; readonly by: Doer }
  | { readonly type: "read"; readonly user: User; readonly chat: Chat; readonly message: Message }
  | {
      readonly type: "reacted" | "unreacted";
      readonly user: User;
      readonly message: Message;
      readonly reaction: Reaction;
    }
  | { readonly type: "opened"; readonly user: User; readonly chat: Chat; readonly lastMessage: Message | undefined }
  | { readonly type: "chose"; readonly user: User; readonly app: App; readonly eventKey: string }
  | GroupDeed;

/** What was done to a group. */
export type GroupDeed =
  | {
      /** `withdrew` is that who had let people in takes it back. */
      readonly type: "joined" | "left" | "withdrew";
      /** As it is now. */
      readonly chat: Chat;
      readonly members: readonly string[];
      readonly bots: readonly string[];
      readonly by: Doer;
    }
  | { readonly type: "changed"; readonly before: Chat; readonly chat: Chat; readonly by: Doer }
  | { readonly type: "dissolved"; readonly chat: Chat; readonly by: Doer };
