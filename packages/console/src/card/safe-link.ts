/** The address when a card may lead there: http and https only, so no script and no file. */
export function safeLink(address: unknown): string | undefined {
  if (typeof address !== "string") return undefined;
  try {
    const url = new URL(address.trim());
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}
