import type { Message } from "./entities.ts";
import type { Identifiers } from "./identifiers.ts";

/** How long after the click a token is good for, 30 minutes in milliseconds. */
const updateTokenTtlMs = 1_800_000;
/** How many updates one click allows. */
const updateTokenUses = 2;
/** Beyond this many tokens the oldest are forgotten. */
const maxTokens = 10_000;

/** What a click lets its app do to the clicked card. */
export interface UpdateGrant {
  readonly token: string;
  readonly appId: string;
  readonly openId: string;
  readonly exchangeId: string;
  /** The message as it was when it was clicked. */
  readonly clicked: Message;
  /** The preview in that message that the card is of, where it is not the message itself. */
  readonly previewToken: string | undefined;
  /** Wall-clock ms. */
  readonly expiresAt: number;
  readonly uses: number;
  /** An update that comes before the click is answered is undone by the answer; after a failed click none is taken. */
  readonly click: "open" | "answered" | "failed";
}

/** Why an update is not taken, in the codes of the delayed-update API. */
export type UpdateRefusal = 300_020 | 300_030 | 300_040 | 200_310;

export class UpdateTokens {
  readonly #identifiers: Identifiers;
  readonly #grants = new Map<string, UpdateGrant>();

  constructor(identifiers: Identifiers) {
    this.#identifiers = identifiers;
  }

  issue(
    click: Pick<UpdateGrant, "appId" | "openId" | "exchangeId" | "clicked" | "previewToken">,
    now: number,
  ): UpdateGrant {
    const grant: UpdateGrant = {
      ...click,
      token: this.#identifiers.updateToken(),
      expiresAt: now + updateTokenTtlMs,
      uses: 0,
      click: "open",
    };
    this.#grants.set(grant.token, grant);
    for (const oldest of this.#grants.keys()) {
      if (this.#grants.size <= maxTokens) break;
      this.#grants.delete(oldest);
    }
    return grant;
  }

  /** The grant as it stands after the click has got its answer, or has not. */
  conclude(token: string, click: "answered" | "failed"): UpdateGrant | undefined {
    const grant = this.#grants.get(token);
    if (grant === undefined) return undefined;
    const concluded: UpdateGrant = { ...grant, click };
    this.#grants.set(token, concluded);
    return concluded;
  }

  /** Whether somebody has clicked on a message and has no answer yet. */
  isOpen(messageId: string): boolean {
    return [...this.#grants.values()].some(({ click, clicked }) => click === "open" && clicked.messageId === messageId);
  }

  find(token: string): UpdateGrant | undefined {
    return this.#grants.get(token);
  }

  /** Whether this app may use the token now; does not count as a use. */
  check(token: string, appId: string, now: number): UpdateGrant | UpdateRefusal {
    const grant = this.#grants.get(token);
    if (grant === undefined) return 300_020;
    if (grant.appId !== appId) return 200_310;
    if (now >= grant.expiresAt || grant.click === "failed") return 300_030;
    return grant.uses >= updateTokenUses ? 300_040 : grant;
  }

  clear(): void {
    this.#grants.clear();
  }

  spend(grant: UpdateGrant): void {
    this.#grants.set(grant.token, { ...grant, uses: grant.uses + 1 });
  }
}
