import type { Identifiers } from "../world/identifiers.ts";

const lifeMs = 2 * 60 * 60_000;
/** A token with at least this much life left is handed out again. */
const renewBelowMs = 30 * 60_000;

interface AccessToken {
  readonly token: string;
  readonly appId: string;
  readonly expiresAt: number;
}

/** Tenant access tokens of all apps. */
export class AccessTokens {
  readonly #identifiers: Identifiers;
  readonly #tokens = new Map<string, AccessToken>();

  constructor(identifiers: Identifiers) {
    this.#identifiers = identifiers;
  }

  /** The app's token and the whole seconds that it still lives; below 30 minutes a new one, and both are valid. */
  issue(appId: string, now: number): { readonly token: string; readonly expire: number } {
    this.#forgetExpired(now);
    const known = [...this.#tokens.values()].find(
      (token) => token.appId === appId && token.expiresAt - now >= renewBelowMs,
    );
    const token = known ?? { token: this.#identifiers.tenantAccessToken(), appId, expiresAt: now + lifeMs };
    this.#tokens.set(token.token, token);
    return { token: token.token, expire: Math.floor((token.expiresAt - now) / 1000) };
  }

  /** The app that a token stands for, `undefined` when there is no such token any more. */
  appIdOf(token: string, now: number): string | undefined {
    const known = this.#tokens.get(token);
    return known !== undefined && known.expiresAt > now ? known.appId : undefined;
  }

  /** Ends a token's life early. */
  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  #forgetExpired(now: number): void {
    for (const { token, expiresAt } of [...this.#tokens.values()]) {
      if (expiresAt <= now) this.#tokens.delete(token);
    }
  }
}
