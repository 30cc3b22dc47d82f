import type { TokenSource } from "./token-source.ts";

/** The access tokens of one app. */
export interface Tokens {
  /** @throws TENANT_KEY_MISSING when the app has many tenants and none is named */
  tenant(tenantKey: string | undefined): TokenSource;
  /** Keeps an app ticket. @throws STORAGE_FAILED */
  takeTicket(ticket: unknown): Promise<void>;
}
