import { LarkwireError } from "../../errors.ts";
import { orAborted } from "../policy/wait.ts";

/** Something that proves who calls: an access token, an app ticket, a secret. Each may be bought with another. */
export interface TokenSource {
  /** One that can be used now. */
  get(): Promise<string>;
  /** Another one than the platform has just rejected. */
  replace(rejected: string): Promise<string>;
}

/**
 * Does work with a token and, when the platform rejects it with one of these codes, once more with another.
 *
 * @param signal - ends the wait for a token, which goes on for whoever else waits for it
 */
export async function withToken<Result>(
  source: TokenSource,
  rejections: ReadonlySet<number>,
  work: (token: string) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const token = await orAborted(source.get(), signal);
  try {
    return await work(token);
  } catch (error) {
    const code = LarkwireError.is(error, "API_REFUSED") ? error.platform?.code : undefined;
    if (code === undefined || !rejections.has(code)) throw error;
  }
  return await work(await orAborted(source.replace(token), signal));
}

/** A source that has one token for good: the App Secret of an app. */
export function fixedToken(token: string): TokenSource {
  return { get: async () => token, replace: async () => token };
}

/** Anything else could not be a header, and the complaint about that would quote it. */
export function isTokenValue(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}

/** A key in storage of what belongs to one app on one platform: parts cannot run into each other. */
export function toStorageKey(kind: string, ...parts: readonly string[]): string {
  return ["larkwire", kind, ...parts.map(encodeURIComponent)].join(":");
}
