import { verify } from "node:crypto";
import type { PublicKey } from "../world/entities.ts";
import { type JsonObject, parseJsonObject } from "../world/json.ts";
import { openApiLimits } from "./limits.ts";

/** Whose assertion it has to be, and for whom. */
export interface Expected {
  readonly appId: string;
  readonly publicKey: PublicKey;
  /** The host that was asked, with its port where it is not the usual one. */
  readonly audience: string;
  /** Wall-clock ms. */
  readonly now: number;
}

/**
 * Why a signed assertion does not prove that an app asks; `undefined` where it does. It may be used until it expires: the
 * RFC leaves open whether a second use is a replay.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-3
 */
export function findAssertionFault(assertion: string, expected: Expected): string | undefined {
  if (assertion.length > openApiLimits.maxAssertionLength) {
    return `it has more than ${openApiLimits.maxAssertionLength} characters`;
  }
  const [, signed = "", head = "", claims = "", signature = ""] =
    /^(([\w-]+)\.([\w-]+))\.([\w-]*)$/.exec(assertion) ?? [];
  const header = parsePart(head);
  if (header === undefined) return "it is no JSON Web Token";
  const { alg, pem } = expected.publicKey;
  if (header.alg !== alg) return `its alg is not ${alg}, which the app's key is for`;
  if (header.crit !== undefined) return "it has a crit header, and no extension is understood";
  const key = { key: pem, dsaEncoding: "ieee-p1363" } as const;
  if (!verify("sha256", Buffer.from(signed), key, Buffer.from(signature, "base64url"))) {
    return "it was not signed with the app's key";
  }
  const payload = parsePart(claims);
  return payload === undefined ? "its claims are no object of JSON" : findClaimFault(payload, expected);
}

function findClaimFault({ iss, sub, aud, exp, nbf, iat }: JsonObject, expected: Expected): string | undefined {
  const { appId, audience, now } = expected;
  if (iss !== appId) return "its iss is not the app's id";
  if (sub !== appId) return "its sub is not the app's id";
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audiences.includes(audience)) return `its aud is not ${audience}`;
  const seconds = now / 1_000;
  if (typeof exp !== "number") return "it has no exp";
  if (exp <= seconds) return `it expired ${Math.ceil(seconds - exp)} s ago`;
  for (const [name, value] of Object.entries({ nbf, iat })) {
    if (value === undefined) continue;
    if (typeof value !== "number") return `its ${name} is no number`;
    if (value > seconds) return `its ${name} is ${Math.ceil(value - seconds)} s from now: do the clocks agree?`;
  }
  return undefined;
}

function parsePart(part: string): JsonObject | undefined {
  return parseJsonObject(Buffer.from(part, "base64url").toString());
}
