import { LarkwireError } from "../../errors.ts";
import type { WireResponse } from "../dialect.ts";
import { Lease } from "./lease.ts";
import { ask, orElse, type TokenPorts, warn } from "./token-ports.ts";
import { isTokenValue, type TokenSource, withToken } from "./token-source.ts";

/** How a kind of token is come by. */
export interface TokenRecipe {
  /** Where the storage has it: names the domain, the app and, where there is one, the tenant. */
  readonly key: string;
  /** What it is bought with. */
  readonly credential: TokenSource;
  /** The platform's codes that speak against the credential: then another one is tried, once. */
  readonly rejections: ReadonlySet<number>;
  /** The API that issues it. */
  readonly path: string;
  readonly toData: (credential: string) => object;
  /** The fields of the answer that have the token, and its life in seconds. */
  readonly fields: readonly [token: string, life: string];
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

/**
 * One access token: fetched once for all who wait, in this process and in all that share the storage; renewed early.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/g
 */
export class SharedToken implements TokenSource {
  readonly #recipe: TokenRecipe;
  readonly #ports: TokenPorts;
  readonly #lease: Lease;
  /** The storage's token as this process knows it, so that a call need not ask for it. */
  #known: Token | undefined;
  #rejected: string | undefined;
  #fetching: Promise<string> | undefined;

  constructor(recipe: TokenRecipe, ports: TokenPorts) {
    this.#recipe = recipe;
    this.#ports = ports;
    this.#lease = new Lease(`${recipe.key}:lease`, ports.transport.timeoutMs, ports);
  }

  /** @throws what the token's API throws when there is none */
  async get(): Promise<string> {
    const token = this.#lifeOf(this.#known) > renewBeforeMs ? this.#known : await this.#read();
    const leftMs = this.#lifeOf(token);
    if (token === undefined || leftMs < unusableBeforeMs) return this.#fetch();
    if (leftMs < renewBeforeMs) this.#fetch().catch((error: unknown) => warn(this.#ports, LarkwireError.from(error)));
    return token.value;
  }

  async replace(rejected: string): Promise<string> {
    this.#rejected = rejected;
    const token = await this.#read();
    return this.#lifeOf(token) < unusableBeforeMs || token === undefined ? this.#fetch() : token.value;
  }

  #fetch(): Promise<string> {
    this.#fetching ??= this.#fetchOnce().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetchOnce(): Promise<string> {
    const { credential, rejections } = this.#recipe;
    // The lease covers one request and not the wait for what it is made with, so that it can be short.
    const { value } = await withToken(credential, rejections, (bought) =>
      this.#lease.alone(
        () => this.#fresh(),
        () => this.#issue(bought),
      ),
    );
    return value;
  }

  /** What another process has fetched meanwhile. */
  async #fresh(): Promise<Token | undefined> {
    const token = await this.#read();
    return this.#lifeOf(token) < renewBeforeMs ? undefined : token;
  }

  async #issue(credential: string): Promise<Token> {
    const { key, path, toData, fields } = this.#recipe;
    const askedAt = this.#ports.transport.clock.now();
    const answer = await ask(this.#ports, { method: "POST", path, data: toData(credential) });
    const token = parseAnswer(answer, fields, askedAt);
    if (token === undefined) throw new LarkwireError("API_MALFORMED", `POST ${path} was answered without a token`);
    this.#known = token;
    // The platform may issue the same one again: then it stands by it.
    this.#rejected = undefined;
    await orElse(this.#ports, undefined, (storage) =>
      storage.set(key, JSON.stringify(token), token.expiresAt - askedAt),
    );
    return token;
  }

  /** What is known, which the storage may know better; a storage that fails costs this process the tokens of others. */
  async #read(): Promise<Token | undefined> {
    const { key } = this.#recipe;
    const stored = await orElse(this.#ports, undefined, async (storage) => parseToken(await storage.get(key)));
    if (this.#lifeOf(stored) > this.#lifeOf(this.#known)) this.#known = stored;
    return this.#lifeOf(this.#known) > 0 ? this.#known : undefined;
  }

  #lifeOf(token: Token | undefined): number {
    if (token === undefined || token.value === this.#rejected) return 0;
    return token.expiresAt - this.#ports.transport.clock.now();
  }
}

function parseAnswer(
  answer: WireResponse,
  [tokenField, lifeField]: TokenRecipe["fields"],
  askedAt: number,
): Token | undefined {
  const { [tokenField]: value, [lifeField]: life } = answer;
  if (!isTokenValue(value) || typeof life !== "number" || !(life > 0)) return undefined;
  return { value, expiresAt: askedAt + life * 1_000 };
}

function parseToken(stored: string | undefined): Token | undefined {
  if (stored === undefined) return undefined;
  const { value, expiresAt }: Partial<Token> = JSON.parse(stored);
  return isTokenValue(value) && typeof expiresAt === "number" ? { value, expiresAt } : undefined;
}
