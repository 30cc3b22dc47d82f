import { LarkwireError } from "../../errors.ts";

/** What the developer console gave the app; several of a kind while they are being rotated. */
export interface Secrets {
  readonly encryptKeys: readonly string[];
  readonly verificationTokens: readonly string[];
}

/** Secrets as an app states them: none, one, or several while they are being rotated. */
export interface SecretOptions {
  /**
   * The Verification Token, from the developer console. Several are all accepted, for rotation.
   *
   * @default none
   */
  readonly verificationToken?: string | readonly string[] | undefined;
  /**
   * The Encrypt Key, from the developer console. Several are all accepted, for rotation.
   *
   * @default none
   */
  readonly encryptKey?: string | readonly string[] | undefined;
}

/**
 * Empty strings count as not configured: a signature with an empty key proves nothing.
 *
 * @throws CONFIG_INVALID when a secret has blanks around it, which it cannot have in the console, or the Encrypt Key alone is empty
 */
export function resolveSecrets(options: SecretOptions): Secrets {
  const { verificationToken, encryptKey } = options;
  for (const misspelt of ["encrypt_key", "verification_token"]) {
    if (misspelt in options)
      throw new LarkwireError("CONFIG_INVALID", `${misspelt}: write encryptKey or verificationToken`);
  }
  // A key that an unset variable has emptied would silently weaken the proof to the token alone.
  if (encryptKey === "" && verificationToken) {
    throw new LarkwireError("CONFIG_INVALID", "encryptKey is empty: leave it out if the app has no Encrypt Key");
  }
  return {
    verificationTokens: resolveList("verificationToken", verificationToken),
    encryptKeys: resolveList("encryptKey", encryptKey),
  };
}

function resolveList(option: keyof SecretOptions, given: string | readonly string[] | undefined): readonly string[] {
  const secrets: readonly unknown[] = Array.isArray(given) ? given : given === undefined ? [] : [given];
  return secrets.filter((secret): secret is string => {
    if (typeof secret !== "string") throw new LarkwireError("CONFIG_INVALID", `${option} must be a string`);
    if (secret !== secret.trim())
      throw new LarkwireError("CONFIG_INVALID", `${option} has a blank or line break around it`);
    return secret !== "";
  });
}
