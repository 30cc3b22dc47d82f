const secretKeys: ReadonlySet<string> = new Set([
  "token",
  "preview_token",
  "app_ticket",
  "ticket",
  "access_key",
  "encrypt",
  "encrypt_key",
  "encryptkey",
  "verification_token",
  "verificationtoken",
  "app_secret",
  "appsecret",
  "app_access_token",
  "tenant_access_token",
  "user_access_token",
  "refresh_token",
  "authorization",
  "x-lark-signature",
]);

/**
 * An event or any other value as indented JSON for a log, with the values of tokens and other secrets masked.
 * Never throws.
 *
 * @example
 * ```ts
 * dispatcher.onCardAction((event) => {
 *   console.log(prettify(event));
 * });
 * ```
 */
export function prettify(value: unknown): string {
  const seen = new Set<unknown>();
  const show = (key: string, member: unknown): unknown => {
    if (secretKeys.has(key.toLowerCase()) && member !== undefined && member !== null) return "***";
    if (typeof member === "bigint") return `${member}n`;
    if (typeof member !== "object" || member === null) return member;
    if (seen.has(member)) return "[seen above]";
    seen.add(member);
    return member;
  };
  try {
    return JSON.stringify(value, show, 2) ?? String(value);
  } catch {
    return "[cannot be shown]";
  }
}
