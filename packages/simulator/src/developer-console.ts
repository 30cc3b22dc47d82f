import type { CallbackSubscription } from "./console-api/contract.ts";
import { challengeDeadlineMs } from "./deliveries/deadlines.ts";
import { createChallenge } from "./deliveries/envelope.ts";
import type { Egress } from "./egress/egress.ts";
import { findUrlFault } from "./egress/request-url.ts";
import { findChallengeFault } from "./judge/judge-challenge.ts";
import { requireKnownEvents } from "./known-events.ts";
import type { App } from "./world/entities.ts";
import type { Identifiers } from "./world/identifiers.ts";
import { requireLinkRules } from "./world/link-rules.ts";
import { SimulatorError } from "./world/simulator-error.ts";
import type { Subscriptions } from "./world/subscriptions.ts";
import type { World } from "./world/world.ts";

export interface DeveloperConsoleOptions {
  readonly world: World;
  readonly identifiers: Identifiers;
  readonly egress: Egress;
  readonly connections: (appId: string) => number;
}

/** Where the subscriptions of an app are saved, each under its condition, and versions are published. */
export class DeveloperConsole {
  readonly #options: DeveloperConsoleOptions;

  constructor(options: DeveloperConsoleOptions) {
    this.#options = options;
  }

  /** Saves what takes effect with the next version; nothing is saved when a part of it is refused. @throws SimulatorError */
  async save(app: App, changes: Partial<Subscriptions>): Promise<App> {
    const { events, eventTypes, callbacks, clicks, botPageUrl, linkRules } = app.draft ?? app;
    const draft: Subscriptions = { events, eventTypes, callbacks, clicks, botPageUrl, linkRules, ...changes };
    requireLinkRules(changes.linkRules ?? []);
    requireKnownEvents(changes.eventTypes ?? [], "UNKNOWN_EVENT", "eventTypes");
    const urls = new Set<string>();
    for (const subscription of [changes.events, changes.callbacks]) {
      if (subscription?.mode === "long-connection") this.#requireClient(app);
      else if (subscription !== undefined) urls.add(subscription.requestUrl ?? "");
    }
    for (const url of urls) await this.#verify(app, url, app.encryptKey);
    // The bot's page knows no Encrypt Key.
    if (changes.botPageUrl !== undefined) await this.#verify(app, changes.botPageUrl, undefined);
    // The app may have changed while its request URLs were checked.
    return this.#options.world.saveDraft(this.#options.world.app(app.appId) ?? app, draft);
  }

  /** Saves one way for everything and publishes it. @throws SimulatorError */
  async subscribe(app: App, { mode, requestUrl }: CallbackSubscription): Promise<App> {
    const kept = { mode, requestUrl: requestUrl ?? app.callbacks.requestUrl };
    return this.#options.world.publishVersion(await this.save(app, { events: kept, callbacks: kept }));
  }

  #requireClient(app: App): void {
    if (app.type === "store") {
      throw new SimulatorError(
        "LONG_CONNECTION_UNSUPPORTED",
        "Store apps cannot use the long connection: use a webhook.",
      );
    }
    if (this.#options.connections(app.appId) > 0) return;
    throw new SimulatorError(
      "NO_CLIENT_ONLINE",
      `No client of ${app.name} is online: start one, then save the long connection.`,
    );
  }

  async #verify(app: App, url: string, encryptKey: string | undefined): Promise<void> {
    const urlFault = findUrlFault(url);
    if (urlFault !== undefined) throw new SimulatorError("REQUEST_URL_REFUSED", urlFault);
    const challenge = this.#options.identifiers.uuid();
    const body = JSON.stringify(createChallenge(app, challenge));
    const { attempt } = this.#options.egress.push({ url, encryptKey }, body, challengeDeadlineMs);
    const fault = findChallengeFault(await attempt, challenge);
    if (fault !== undefined) throw new SimulatorError("REQUEST_URL_REFUSED", `The request URL was not saved. ${fault}`);
  }
}
