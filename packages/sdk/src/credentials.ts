import { LarkwireError } from "./errors.ts";
import type { Awaitable } from "./ports.ts";

/**
 * Has a JSON Web Token signed that says for a short while who the app is (RFC 7523), and gives it back. `audience` is the
 * host that it is meant for, its `aud`. It is called whenever one is needed; larkwire keeps none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523
 */
export type ClientAssertion = (audience: string) => Awaitable<string>;

/** An app that has a secret. */
export interface SecretCredentials {
  /** The App Secret; it goes to the platform at `domain` and nowhere else. */
  readonly appSecret: string;
  readonly clientAssertion?: undefined;
}

/** An app without a secret: something else holds its key, and signs for it. */
export interface AssertionCredentials {
  readonly appSecret?: undefined;
  /** Signs who the app is, instead of an App Secret. */
  readonly clientAssertion: ClientAssertion;
}

/** How an app proves who it is: in exactly one of two ways. */
export type AppCredentials = SecretCredentials | AssertionCredentials;

/** @throws CONFIG_INVALID unless one of the two is given, and makes sense */
export function resolveCredentials({ appSecret, clientAssertion }: AppCredentials): AppCredentials {
  if (clientAssertion !== undefined) {
    if (appSecret !== undefined) throw invalid("appSecret and clientAssertion exclude each other");
    if (typeof clientAssertion !== "function") throw invalid("clientAssertion must be a function");
    return { clientAssertion };
  }
  if (typeof appSecret !== "string" || appSecret === "") throw invalid("appSecret is missing");
  if (/\s/.test(appSecret)) throw invalid("appSecret contains a space or a line break");
  return { appSecret };
}

/**
 * An assertion for the host of an address.
 *
 * @throws ASSERTION_FAILED
 */
export async function assertTo(address: string, clientAssertion: ClientAssertion): Promise<string> {
  const { host } = new URL(address);
  const assertion = await attempt(clientAssertion, host);
  if (typeof assertion === "string" && assertion !== "") return assertion;
  throw new LarkwireError("ASSERTION_FAILED", `clientAssertion gave no text for ${host}`);
}

async function attempt(clientAssertion: ClientAssertion, host: string): Promise<unknown> {
  try {
    return await clientAssertion(host);
  } catch (cause) {
    throw new LarkwireError("ASSERTION_FAILED", `clientAssertion threw for ${host}`, { cause });
  }
}

function invalid(detail: string): LarkwireError {
  return new LarkwireError("CONFIG_INVALID", detail);
}
