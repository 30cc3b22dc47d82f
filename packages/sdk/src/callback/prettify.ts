/** Names of secrets, in lower case without `_` and `-`: the platform's and larkwire's own. */
const secretNames: ReadonlySet<string> = new Set([
  "accesskey",
  "accesstoken",
  "appaccesstoken",
  "appsecret",
  "appticket",
  "authorization",
  "encrypt",
  "encryptkey",
  "password",
  "previewtoken",
  "refreshtoken",
  "secret",
  "tenantaccesstoken",
  "ticket",
  "token",
  "updatetoken",
  "useraccesstoken",
  "verificationtoken",
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
  try {
    return JSON.stringify(toShown("", value, []), undefined, 2) ?? String(value);
  } catch {
    return "[cannot be shown]";
  }
}

function toShown(key: string, value: unknown, above: readonly unknown[]): unknown {
  if (value === undefined || value === null) return value;
  if (secretNames.has(key.toLowerCase().replaceAll(/[-_]/g, ""))) return "***";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object") return value;
  if (above.includes(value)) return "[seen above]";
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  const inside = [...above, value];
  if (Array.isArray(value)) return value.map((member) => toShown("", member, inside));
  const members = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(members.map(([name, member]) => [String(name), toShown(String(name), member, inside)]));
}
