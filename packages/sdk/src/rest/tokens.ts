import { LarkwireError } from "../errors.ts";
import type { KeyValue, Log } from "../ports.ts";
import { type ApiTransport, sendRequest } from "./request.ts";

/** Who asks for tokens. */
export interface Credentials {
  readonly appId: string;
  readonly appSecret: string;
}

/** What tokens need of their surroundings. */
export interface TokenPorts {
  readonly transport: ApiTransport;
  readonly storage: KeyValue;
  readonly log: Log;
}

interface Token {
  readonly value: string;
  /** Wall-clock time, in ms: other instances read it too. */
  readonly expiresAt: number;
}

/** From here on a new token is fetched in the background. The platform issues one only in the last 30 minutes. */
const renewBeforeMs = 10 * 60_000;
/** From here on the old one is not used any more: it could expire on its way. */
const unusableBeforeMs = 30_000;
const path = "/open-apis/auth/v3/tenant_access_token/internal";

/**
 * The tenant access token of a self-built app: fetched once for all who wait, renewed early, shared through the storage.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal
 */
export class TenantTokens {
  readonly #credentials: Credentials;
  readonly #ports: TokenPorts;
  readonly #key: string;
  #fetching: Promise<string> | undefined;

  constructor(credentials: Credentials, ports: TokenPorts) {
    this.#credentials = credentials;
    this.#ports = ports;
    this.#key = `larkwire:tenant-token:${ports.transport.domain}:${credentials.appId}`;
  }

  /**
   * A token that can be used now.
   *
   * @throws what the token API throws when there is none
   */
  async get(): Promise<string> {
    const token = await this.#read();
    const leftMs = token === undefined ? 0 : token.expiresAt - this.#ports.transport.clock.now();
    if (token === undefined || leftMs < unusableBeforeMs) return this.#fetch();
    if (leftMs < renewBeforeMs) this.#fetch().catch((error: unknown) => this.#warn(LarkwireError.from(error)));
    return token.value;
  }

  /** Another token than the one that the platform has just rejected. */
  async replace(rejected: string): Promise<string> {
    const token = await this.#read();
    return token === undefined || token.value === rejected ? this.#fetch() : token.value;
  }

  #fetch(): Promise<string> {
    this.#fetching ??= this.#fetchAndStore().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetchAndStore(): Promise<string> {
    const { transport } = this.#ports;
    const { appId, appSecret } = this.#credentials;
    const askedAt = transport.clock.now();
    const answer = await sendRequest(transport, {
      method: "POST",
      path,
      data: { app_id: appId, app_secret: appSecret },
    });
    const { tenant_access_token: value, expire } = answer;
    if (!isTokenValue(value) || typeof expire !== "number" || !(expire > 0)) {
      throw new LarkwireError("API_MALFORMED", `POST ${path} was answered without a token`);
    }
    await this.#write({ value, expiresAt: askedAt + expire * 1_000 }, expire * 1_000);
    return value;
  }

  async #read(): Promise<Token | undefined> {
    try {
      const stored = await this.#ports.storage.get(this.#key);
      return stored === undefined ? undefined : parseToken(stored);
    } catch (cause) {
      this.#warn(LarkwireError.from(cause, "STORAGE_FAILED"));
      return undefined;
    }
  }

  /** A storage that fails costs a request for each token, never the call that needs it. */
  async #write(token: Token, ttlMs: number): Promise<void> {
    try {
      await this.#ports.storage.set(this.#key, JSON.stringify(token), ttlMs);
    } catch (cause) {
      this.#warn(LarkwireError.from(cause, "STORAGE_FAILED"));
    }
  }

  #warn(error: LarkwireError): void {
    this.#ports.log("warn", error.message, { code: error.code });
  }
}

function parseToken(stored: string): Token | undefined {
  const token: Partial<Token> = JSON.parse(stored);
  const { value, expiresAt } = token;
  return isTokenValue(value) && typeof expiresAt === "number" ? { value, expiresAt } : undefined;
}

/** Anything else could not be a header, and the complaint about that would quote it. */
function isTokenValue(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}
