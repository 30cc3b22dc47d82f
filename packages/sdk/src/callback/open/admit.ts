import { LarkwireError } from "../../errors.ts";
import type { Crypto } from "../../ports.ts";
import type { Challenge, Envelope } from "./envelope.ts";
import type { Secrets } from "./secrets.ts";
import type { Proof } from "./signature.ts";

type Kind = Envelope["type"] | Challenge["type"];

/**
 * How the Verification Token in the body is looked at.
 * `free`: not at all · `equal`: one that is present must be right · `right`: it must be present and right, and no Encrypt Key may be
 * configured · `challenge`: as `equal` must, and the body must be encrypted when an Encrypt Key is configured.
 */
type Condition = "free" | "equal" | "right" | "challenge" | "refused";

const byKindAndProof: Readonly<Record<Kind, Readonly<Record<Proof, Condition>>>> = {
  event: { connection: "free", sha256: "equal", sha1: "refused", none: "right" },
  callback: { connection: "free", sha256: "equal", sha1: "refused", none: "right" },
  "legacy-card": { connection: "free", sha256: "refused", sha1: "free", none: "refused" },
  challenge: { connection: "refused", sha256: "challenge", sha1: "challenge", none: "challenge" },
};

/** What is known when it comes to letting a body in. */
export interface Admission {
  readonly kind: Kind;
  readonly proof: Proof;
  readonly token: string | undefined;
  readonly encrypted: boolean;
}

/**
 * Lets a body in, or throws: one table of kind × proof.
 *
 * @returns `"token-absent"` when a configured token could not be compared because the body has none
 * @throws PROOF_MISSING, TOKEN_INVALID, NOT_ENCRYPTED
 */
export function admit(
  { kind, proof, token, encrypted }: Admission,
  secrets: Secrets,
  crypto: Crypto,
): "admitted" | "token-absent" {
  const condition = byKindAndProof[kind][proof];
  const tokens = secrets.verificationTokens;
  const tokenRight = token !== undefined && tokens.some((configured) => crypto.equal(configured, token));
  switch (condition) {
    case "free":
      return "admitted";
    case "equal":
      if (tokens.length === 0 || tokenRight) return "admitted";
      if (token === undefined) return "token-absent";
      throw new LarkwireError("TOKEN_INVALID", "The signature is right, but the token in the body is not");
    case "right":
      if (secrets.encryptKeys.length > 0) {
        throw new LarkwireError("PROOF_MISSING", `An Encrypt Key is configured, so a ${kind} must be signed`);
      }
      if (tokenRight) return "admitted";
      throw new LarkwireError(
        tokens.length === 0 || token === undefined ? "PROOF_MISSING" : "TOKEN_INVALID",
        `Only the Verification Token could vouch for this ${kind}, and it does not`,
      );
    case "challenge":
      if (proof === "none" && secrets.encryptKeys.length > 0 && !encrypted) {
        throw new LarkwireError("NOT_ENCRYPTED", "The challenge came in plain text");
      }
      if (tokens.length === 0 || tokenRight) return "admitted";
      throw new LarkwireError("TOKEN_INVALID", "The token of the challenge is wrong");
    case "refused":
      throw new LarkwireError("PROOF_MISSING", `A ${kind} cannot be admitted by ${proofNames[proof]}`);
  }
}

const proofNames: Readonly<Record<Proof, string>> = {
  connection: "the long connection",
  sha256: "a SHA-256 signature",
  sha1: "a SHA-1 signature",
  none: "no signature",
};
