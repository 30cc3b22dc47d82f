import type { Doer } from "./deed.ts";
import type { Chat } from "./entities.ts";
import { type Membership, withMembers, withoutMembers } from "./membership.ts";
import { SimulatorError } from "./simulator-error.ts";
import type { World } from "./world.ts";

/** What can be set of a group. */
export interface GroupSettings {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** An open id. */
  readonly ownerId?: string | undefined;
}

/**
 * What is done to groups from outside of the open API. Whoever does it is called by the open id; where nobody is named, it
 * is the person who owns the group, or else its first member.
 */
export class Groups {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** @throws SimulatorError UNKNOWN_USER, UNKNOWN_APP where one of them is not there */
  requireThere({ members = [], bots = [] }: Membership): void {
    members.forEach((openId, index) => {
      if (this.#world.user(openId) !== undefined) return;
      throw new SimulatorError("UNKNOWN_USER", `There is no user ${openId}.`, `members.${index}`);
    });
    bots.forEach((appId, index) => {
      if (this.#world.app(appId) !== undefined) return;
      throw new SimulatorError("UNKNOWN_APP", `There is no app ${appId}.`, `bots.${index}`);
    });
  }

  /** Lets people and bots in. @throws SimulatorError UNKNOWN_CHAT, UNKNOWN_USER, UNKNOWN_APP */
  letIn(chatId: string, newcomers: Membership, operatorId: string | undefined): void {
    this.requireThere(newcomers);
    const chat = this.#chat(chatId);
    this.#world.changeChat(chat, withMembers(chat, newcomers), { by: this.#doer(chat, operatorId) });
  }

  /** Lets people and bots go. @param withdrawn - they had only been let in by mistake @throws SimulatorError UNKNOWN_CHAT, UNKNOWN_USER */
  letGo(chatId: string, leavers: Membership, operatorId: string | undefined, withdrawn = false): void {
    const chat = this.#chat(chatId);
    this.#world.changeChat(chat, withoutMembers(chat, leavers), { by: this.#doer(chat, operatorId), withdrawn });
  }

  /** Changes what a group is called, and whose it is. @throws SimulatorError */
  change(chatId: string, { name, description, ownerId }: GroupSettings, operatorId: string | undefined): void {
    const chat = this.#chat(chatId);
    if (ownerId !== undefined && !chat.members.includes(ownerId)) {
      throw new SimulatorError("UNKNOWN_USER", `The owner must be a member of the chat ${chat.name}.`, "owner_id");
    }
    const changes = {
      name: name ?? chat.name,
      description: description ?? chat.description,
      ownerId: ownerId ?? chat.ownerId,
    };
    this.#world.changeChat(chat, changes, { by: this.#doer(chat, operatorId) });
  }

  /** Ends a group: it stays as it is, and nothing can be sent any more. @throws SimulatorError */
  dissolve(chatId: string, operatorId: string | undefined): void {
    const chat = this.#chat(chatId);
    this.#world.changeChat(chat, { dissolved: true }, { by: this.#doer(chat, operatorId) });
  }

  #chat(chatId: string): Chat {
    const chat = this.#world.chat(chatId);
    if (chat === undefined) throw new SimulatorError("UNKNOWN_CHAT", `There is no chat ${chatId}.`);
    return chat;
  }

  #doer({ ownerId, members }: Chat, operatorId: string | undefined): Doer {
    if (operatorId !== undefined && this.#world.user(operatorId) === undefined) {
      throw new SimulatorError("UNKNOWN_USER", `There is no user ${operatorId}.`, "operator_id");
    }
    const id = operatorId ?? (members.includes(ownerId ?? "") ? ownerId : members[0]);
    return id === undefined ? undefined : { type: "user", id };
  }
}
