/** Query parameters of a connection's address that are no credentials. */
const harmless: ReadonlySet<string> = new Set(["fpid", "aid", "device_id", "service_id"]);

/** The address of a connection, fit for one line of a log: every value that might be a credential is masked. */
export function maskUrl(address: string): string {
  if (!URL.canParse(address)) return "***";
  const { protocol, host, pathname, searchParams } = new URL(address);
  const query = [...searchParams].map(
    ([name, value]) => `${encodeURIComponent(name)}=${harmless.has(name) ? encodeURIComponent(value) : "***"}`,
  );
  return `${protocol}//${host}${pathname}${query.length > 0 ? "?" : ""}${query.join("&")}`;
}
