import type { Identifiers } from "../world/identifiers.ts";

const lifeMs = 2 * 60 * 60_000;
/** A token with at least this much life left is handed out again. */
const renewBelowMs = 30 * 60_000;

/** Whom a token stands for. */
export interface TokenOwner {
  readonly kind: "tenant" | "app";
  readonly appId: string;
  /** An app token has none. */
  readonly tenantKey: string | undefined;
}

interface AccessToken extends TokenOwner {
  readonly token: string;
  readonly expiresAt: number;
}

/** Tenant and app access tokens of all apps. */
export class AccessTokens {
  readonly #identifiers: Identifiers;
  readonly #tokens = new Map<string, AccessToken>();

  constructor(identifiers: Identifiers) {
    this.#identifiers = identifiers;
  }

  /** The owner's token and the whole seconds that it still lives; below 30 minutes a new one, and both are valid. */
  issue(owner: TokenOwner, now: number): { readonly token: string; readonly expire: number } {
    this.#forgetExpired(now);
    const known = [...this.#tokens.values()].find(
      (token) => isOf(token, owner) && token.expiresAt - now >= renewBelowMs,
    );
    const token = known ?? { ...owner, token: this.#create(owner), expiresAt: now + lifeMs };
    this.#tokens.set(token.token, token);
    return { token: token.token, expire: Math.floor((token.expiresAt - now) / 1000) };
  }

  /** Whom a token stands for, `undefined` when there is no such token any more. */
  ownerOf(token: string, now: number): TokenOwner | undefined {
    const known = this.#tokens.get(token);
    return known !== undefined && known.expiresAt > now ? known : undefined;
  }

  /** Ends a token's life early. */
  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  clear(): void {
    this.#tokens.clear();
  }

  #create({ kind }: TokenOwner): string {
    return kind === "app" ? this.#identifiers.appAccessToken() : this.#identifiers.tenantAccessToken();
  }

  #forgetExpired(now: number): void {
    for (const { token, expiresAt } of [...this.#tokens.values()]) {
      if (expiresAt <= now) this.#tokens.delete(token);
    }
  }
}

function isOf(token: AccessToken, { kind, appId, tenantKey }: TokenOwner): boolean {
  return token.kind === kind && token.appId === appId && token.tenantKey === tenantKey;
}
