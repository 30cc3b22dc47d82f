const maxLength = 200;

/** What the platform says in words, fit for one line of a log. */
export function toPlatformText(text: unknown): string {
  if (typeof text !== "string") return "";
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}
