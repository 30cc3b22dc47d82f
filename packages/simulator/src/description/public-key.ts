import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { PublicKey } from "../world/entities.ts";
import { isJsonObject, type JsonObject, parseJsonObject } from "../world/json.ts";
import { SimulatorError } from "../world/simulator-error.ts";

/** A public key in PEM, or as a JSON Web Key: an object, or its text. RSA of 2,048 to 8,192 bits signs with RS256, P-256 with ES256. */
export type PublicKeyInput = string | object;

/** Longer than the largest key that is taken, in characters. */
const maxKeyLength = 8_192;

const wanted = "a public key in PEM or a JSON Web Key: RSA of 2,048 to 8,192 bits, or P-256";
const privateKey = `This is a private key, which belongs to whoever signs. Give ${wanted}.`;

/** Why such an app cannot be: it has exactly one way to prove who it is. */
export function findKeyFault(app: {
  readonly type?: "self-built" | "store" | undefined;
  readonly appSecret?: string | undefined;
  readonly publicKey?: unknown;
}): string | undefined {
  if (app.publicKey === undefined) return undefined;
  if (app.type === "store") return "A store app needs its secret; only a self-built app can have a public key instead.";
  return app.appSecret === undefined ? undefined : "An app has a secret or a public key, not both.";
}

/** @throws SimulatorError REQUEST_INVALID @param path - where the key was given */
export function toPublicKey(given: PublicKeyInput, path: string): PublicKey {
  const read = readPublicKey(given);
  if (typeof read === "string") throw new SimulatorError("REQUEST_INVALID", read, path);
  return read;
}

/** The same, where a schema checks the rest. */
export const publicKey: z.ZodType<PublicKey, PublicKeyInput> = z
  .union([z.string(), z.record(z.string(), z.unknown())])
  .transform((given, context) => {
    const read = readPublicKey(given);
    if (typeof read !== "string") return read;
    context.addIssue({ code: "custom", message: read });
    return z.NEVER;
  });

/** The key, or what is wrong with it. */
function readPublicKey(given: PublicKeyInput): PublicKey | string {
  const text = typeof given === "string" ? given.trim() : JSON.stringify(given);
  if (text.length > maxKeyLength) return `The key has more than ${maxKeyLength} characters.`;
  const jwk = text.startsWith("{") ? parseJsonObject(text) : undefined;
  if (jwk === undefined ? text.includes("PRIVATE KEY-----") : jwk.d !== undefined || jwk.k !== undefined) {
    return privateKey;
  }
  const key = parseKey(jwk ?? text);
  const alg = key === undefined ? undefined : algorithmOf(key);
  if (key === undefined || alg === undefined) return `This is not ${wanted}.`;
  return { alg, pem: key.export({ type: "spki", format: "pem" }).toString() };
}

function parseKey(given: JsonObject | string): KeyObject | undefined {
  // Node would take the public half of a certificate or of a private key, too.
  if (typeof given === "string" && !/^-----BEGIN (RSA )?PUBLIC KEY-----/.test(given)) return undefined;
  try {
    return isJsonObject(given) ? createPublicKey({ key: given as JsonWebKey, format: "jwk" }) : createPublicKey(given);
  } catch {
    return undefined;
  }
}

/** The one algorithm that goes with a key: what a token says of itself chooses none. */
function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): PublicKey["alg"] | undefined {
  const { modulusLength = 0, namedCurve } = asymmetricKeyDetails;
  if (asymmetricKeyType === "rsa" && modulusLength >= 2_048 && modulusLength <= 8_192) return "RS256";
  return asymmetricKeyType === "ec" && namedCurve === "prime256v1" ? "ES256" : undefined;
}
