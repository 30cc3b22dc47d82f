import { LarkwireError } from "../errors.ts";
import type { Awaitable, Clock, Log } from "../ports.ts";
import type { Answer, Delivery, Receiver } from "./delivery.ts";
import type { TenantPort } from "./dispatch/context.ts";
import type { Handler } from "./dispatch/handler.ts";
import type { DispatcherOptions, DispatcherPorts } from "./dispatcher-options.ts";
import { EventDispatcher } from "./event-dispatcher.ts";
import { open } from "./open/open.ts";
import { resolveSecrets, type Secrets } from "./open/secrets.ts";
import { prove } from "./open/signature.ts";

/** Handles the legacy card callback: a dispatcher with one handler, and the Verification Token that signs for it. */
export class CardActionHandler<Api extends TenantPort | undefined = undefined> implements Receiver {
  readonly secured = true;
  readonly clock: Clock;
  readonly log: Log;
  readonly #dispatcher: EventDispatcher<Api>;
  readonly #signing: Secrets;
  readonly #ports: DispatcherPorts;

  /** @throws CONFIG_INVALID */
  constructor(
    options: DispatcherOptions<Api>,
    handler: Handler<"card.action.trigger_v1", Api>,
    ports: DispatcherPorts,
  ) {
    const { verificationTokens } = resolveSecrets(options);
    if (verificationTokens.length === 0) {
      throw new LarkwireError("CONFIG_INVALID", "CardActionHandler needs verificationToken, which signs legacy clicks");
    }
    this.#signing = { verificationTokens, encryptKeys: [] };
    this.#ports = ports;
    this.clock = ports.clock;
    this.log = ports.log;
    this.#dispatcher = new EventDispatcher(options, ports, "legacy-card").on("card.action.trigger_v1", handler);
  }

  /** Takes one delivery from a transport; never throws and never rejects. */
  receive(delivery: Delivery): Awaitable<Answer> {
    return this.#dispatcher.receive(delivery);
  }

  /** Whether the delivery is signed with the Verification Token, as legacy clicks are and nothing else is, or is their plain challenge. */
  claims(delivery: Delivery): boolean {
    try {
      const { proof } = prove(delivery, this.#signing, this.#ports.crypto);
      return proof === "sha1" || (proof === "none" && this.#isChallenge(delivery));
    } catch {
      return false;
    }
  }

  #isChallenge(delivery: Delivery): boolean {
    const { crypto, clock } = this.#ports;
    const opening = { secrets: this.#signing, freshness: false, crypto, now: () => clock.now() } as const;
    return open(delivery, opening).content.type === "challenge";
  }

  /** Waits for handlers that are running, then aborts the signals of those that go on; see {@link EventDispatcher.close}. */
  close(options?: { readonly drainMs?: number }): Promise<void> {
    return this.#dispatcher.close(options);
  }
}
