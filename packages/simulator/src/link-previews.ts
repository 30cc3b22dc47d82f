import type { Outcome } from "./correspondence.ts";
import type { Verdict } from "./judge/verdict.ts";
import type { Deed } from "./world/deed.ts";
import type { App, Message, User } from "./world/entities.ts";
import { everyLink, fitsLinkRule } from "./world/link-rules.ts";
import { type MessageLink, previewIn, withPreview, withShown } from "./world/message-links.ts";
import type { Preview, Previews } from "./world/previews.ts";
import { SimulatorError } from "./world/simulator-error.ts";
import type { World } from "./world/world.ts";

/** A link in a message, who looks at it, and the app that says what it leads to. */
export interface AskedLink {
  readonly app: App;
  readonly user: User;
  readonly message: Message;
  readonly preview: Preview;
}

export interface LinkPreviewsOptions {
  readonly world: World;
  readonly previews: Previews;
  /** Asks an app, and lets the answer take effect before it is put on record. */
  readonly ask: (link: AskedLink, apply: (verdict: Verdict) => void) => Promise<Outcome>;
}

/** Shows what links lead to: finds their apps, asks them as clients do, and keeps the answers with the messages. */
export class LinkPreviews {
  readonly #options: LinkPreviewsOptions;

  constructor(options: LinkPreviewsOptions) {
    this.#options = options;
  }

  /** A text was written: the apps of its links are asked, each for its own. */
  hear(deed: Deed): readonly Promise<Outcome>[] {
    if (deed.type !== "wrote" || !deed.asksLinks) return [];
    return deed.message.links.flatMap(({ url }: MessageLink) => {
      const app = this.#appOf(url, deed.message);
      return app === undefined ? [] : [this.#askFirst(app, deed.user, deed.message.messageId, url)];
    });
  }

  /** Asks one app about one link of a message that was just written. @throws SimulatorError LINK_NOT_REGISTERED */
  ask(app: App, user: User, write: () => Message, url: string): Promise<Outcome> {
    if (!app.linkRules.some((rule) => fitsLinkRule(rule, url))) {
      throw new SimulatorError("LINK_NOT_REGISTERED", `No rule of ${app.name} fits ${url}.`);
    }
    return this.#askFirst(app, user, write().messageId, url);
  }

  /** Clients ask again what a link leads to: those of these people, or of everybody in the chat. */
  async refresh(preview: Preview, openIds: readonly string[] | undefined): Promise<void> {
    const { world } = this.#options;
    const app = world.app(preview.appId);
    const message = world.message(preview.messageId);
    if (app === undefined || message === undefined || message.gone !== undefined) return;
    const members = world.chat(message.chatId)?.members ?? [];
    const viewers = members.filter((openId) => openIds?.includes(openId) ?? true).map((openId) => world.user(openId));
    const present = viewers.filter((user) => user !== undefined);
    await Promise.all(present.map((user) => this.#askOne({ app, user, message, preview })));
  }

  #askFirst(app: App, user: User, messageId: string, url: string): Promise<Outcome> {
    const { world, previews } = this.#options;
    const preview = previews.issue({ appId: app.appId, messageId, url });
    const message = world.message(messageId);
    if (message === undefined) throw new SimulatorError("UNKNOWN_MESSAGE", `There is no message ${messageId}.`);
    const shown = { token: preview.token, appId: app.appId, shown: new Map() };
    return this.#askOne({
      app,
      user,
      message: world.mark(message, { links: withPreview(message, url, shown) }),
      preview,
    });
  }

  #askOne(link: AskedLink): Promise<Outcome> {
    return this.#options.ask(link, (verdict) => this.#show(link, verdict));
  }

  /** A failure changes nothing but says so. */
  #show({ user, message: { messageId }, preview: { token } }: AskedLink, { inline, card, clientCode }: Verdict): void {
    const { world } = this.#options;
    const message = world.message(messageId);
    if (message === undefined || message.gone !== undefined || previewIn(message, token) === undefined) return;
    const links = withShown(message, token, [user.openId], (before) => {
      return clientCode === undefined
        ? { inline, card, clientCode }
        : { inline: before?.inline, card: before?.card, clientCode };
    });
    world.mark(message, { links });
  }

  /** Rules that say which links win over {@link everyLink}, and self-built apps over store apps. */
  #appOf(url: string, { chatId }: Message): App | undefined {
    const { world } = this.#options;
    const chat = world.chat(chatId);
    if (chat === undefined) return undefined;
    const apps = world.apps().filter((app) => world.isInstalled(app, chat.tenantKey));
    const named = apps.filter(({ linkRules }) =>
      linkRules.some((rule) => rule !== everyLink && fitsLinkRule(rule, url)),
    );
    const open = apps.filter(({ appId, linkRules }) => chat.bots.includes(appId) && linkRules.includes(everyLink));
    return selfBuiltFirst(named)[0] ?? selfBuiltFirst(open)[0];
  }
}

function selfBuiltFirst(apps: readonly App[]): readonly App[] {
  return apps.toSorted((one, other) => Number(one.type === "store") - Number(other.type === "store"));
}
