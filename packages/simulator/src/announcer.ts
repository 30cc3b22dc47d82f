import type { Announcement } from "./deliveries/announcement.ts";
import { announcementsOf } from "./deliveries/announcements-of.ts";
import type { Deed } from "./world/deed.ts";
import type { App } from "./world/entities.ts";
import { isSubscribed } from "./world/subscriptions.ts";
import type { World } from "./world/world.ts";

export interface AnnouncerOptions {
  readonly world: World;
  /** Wall-clock ms. */
  readonly now: () => number;
  /** Tells an app, and resolves after the first attempt. */
  readonly tell: (app: App, announcement: Announcement) => Promise<unknown>;
  /** Asks apps what the deed makes clients ask for, after the others have been told. */
  readonly ask: (deed: Deed) => readonly Promise<unknown>[];
}

/** Tells apps what is done in the world: those that it concerns, where they are installed, and only if they have subscribed to it. */
export class Announcer {
  readonly #options: AnnouncerOptions;
  /** What is being told of the deed that is being done. */
  #told: Promise<unknown>[] | undefined;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  /** Something was done. */
  hear(deed: Deed): void {
    const { world, now, tell, ask } = this.#options;
    for (const announcement of announcementsOf(deed, world, now())) {
      for (const app of this.#audienceOf(announcement)) {
        const told = tell(app, announcement);
        this.#told?.push(told);
      }
    }
    const asked = ask(deed);
    this.#told?.push(...asked);
  }

  /** Does something, and resolves when all who are told of it have answered or failed to, once. */
  async after(act: () => unknown): Promise<void> {
    const told: Promise<unknown>[] = [];
    this.#told = told;
    try {
      act();
    } finally {
      this.#told = undefined;
    }
    await Promise.all(told);
  }

  #audienceOf({ name, to, tenantKey }: Announcement): readonly App[] {
    const { world } = this.#options;
    const apps = to.map((appId) => world.app(appId)).filter((app) => app !== undefined);
    return apps.filter((app) => world.isInstalled(app, tenantKey) && isSubscribed(app, name));
  }
}
