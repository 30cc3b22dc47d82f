import { SimulatorError } from "../world/simulator-error.ts";
import type { World } from "../world/world.ts";
import { findKeyFault } from "./public-key.ts";
import type { WorldDescription } from "./world-description.ts";

/** Fills a world with what is described. @throws SimulatorError WORLD_INVALID where something refers to nothing, or a name is taken */
export function populate(world: World, description: WorldDescription, now: number): void {
  const tenants = new Names<string>("tenant");
  const apps = new Names<string>("app");
  const users = new Names<string>("user");
  const chats = new Names<string>("chat");

  description.tenants.forEach(({ name, brand }, index) => {
    tenants.add(`tenants.${index}.name`, name, world.createTenant(name, brand).tenantKey);
  });
  description.apps.forEach(
    (
      { tenant, installedIn, events, eventTypes, callbacks, clicks, botPageUrl, linkRules, imageKeys, ...app },
      index,
    ) => {
      const path = `apps.${index}`;
      const fault = findKeyFault(app);
      if (fault !== undefined) throw new SimulatorError("WORLD_INVALID", `${path}.publicKey: ${fault}`);
      const created = world.createApp({
        ...app,
        encryptKey: app.encryptKey,
        verificationToken: app.verificationToken,
        tenantKey: tenant === undefined ? undefined : tenants.get(`${path}.tenant`, tenant),
        installedIn: installedIn?.map((name, at) => tenants.get(`${path}.installedIn.${at}`, name)),
      });
      apps.add(`${path}.name`, app.name, created.appId);
      for (const imageKey of imageKeys ?? []) world.files.addImage(created, imageKey);
      world.publishVersion(
        world.saveDraft(created, {
          events: events ?? created.events,
          eventTypes: eventTypes ?? created.eventTypes,
          callbacks: callbacks ?? created.callbacks,
          clicks: clicks ?? created.clicks,
          botPageUrl,
          linkRules: linkRules ?? created.linkRules,
        }),
      );
    },
  );
  description.users.forEach(({ name, tenant }, index) => {
    const tenantKey = tenant === undefined ? undefined : tenants.get(`users.${index}.tenant`, tenant);
    users.add(`users.${index}.name`, name, world.createUser(name, tenantKey).openId);
  });
  description.chats.forEach(({ name, type, members, bots }, index) => {
    const path = `chats.${index}`;
    const created = world.createChat({
      name,
      type,
      members: members.map((member, at) => users.get(`${path}.members.${at}`, member)),
      bots: bots.map((bot, at) => apps.get(`${path}.bots.${at}`, bot)),
    });
    chats.add(`${path}.name`, name, created.chatId);
  });
  // Before the messages, which may show them.
  for (const template of description.templates) world.releaseTemplate(template);
  description.messages.forEach(({ chat: chatName, from, msg_type, content }, index) => {
    const path = `messages.${index}`;
    const chat = world.chat(chats.get(`${path}.chat`, chatName));
    if (chat === undefined) return;
    const sender = apps.has(from)
      ? ({ type: "app", id: apps.get(`${path}.from`, from) } as const)
      : ({ type: "user", id: users.get(`${path}.from`, from) } as const);
    world.post({ chat, sender, msgType: msg_type, content }, now);
  });
}

/** What names stand for. */
class Names<Id> {
  readonly #kind: string;
  readonly #ids = new Map<string, Id>();

  constructor(kind: string) {
    this.#kind = kind;
  }

  add(path: string, name: string, id: Id): void {
    if (this.#ids.has(name)) {
      throw new SimulatorError(
        "WORLD_INVALID",
        `${path}: there is another ${this.#kind} ${name}; names must be unique.`,
      );
    }
    this.#ids.set(name, id);
  }

  has(name: string): boolean {
    return this.#ids.has(name);
  }

  get(path: string, name: string): Id {
    const id = this.#ids.get(name);
    if (id !== undefined) return id;
    throw new SimulatorError(
      "WORLD_INVALID",
      `${path}: no ${this.#kind} ${name} is described. Describe it, or correct the name.`,
    );
  }
}
