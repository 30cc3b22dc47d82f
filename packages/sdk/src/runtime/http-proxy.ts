import { LarkwireError } from "../errors.ts";

/** An HTTP proxy. */
export interface HttpProxy {
  readonly host: string;
  readonly port: number;
  /** Whether the proxy itself is spoken to over TLS. */
  readonly secure: boolean;
  /** What the proxy wants to see: a credential, so that it appears nowhere else. */
  readonly authorization: string | undefined;
}

/**
 * Reads the address of a proxy: `http://user:password@proxy.example.com:3128`, or without its scheme.
 *
 * @param name - what the address is called in a complaint, which never quotes it
 * @throws CONFIG_INVALID
 */
export function parseHttpProxy(name: string, address: string | URL): HttpProxy {
  const text = String(address).trim();
  const absolute = text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(absolute) ? new URL(absolute) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new LarkwireError(
      "CONFIG_INVALID",
      `${name} must be the address of an HTTP proxy, such as http://proxy.example.com:3128; other kinds go into the option fetch`,
    );
  }
  const secure = url.protocol === "https:";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port) || (secure ? 443 : 80),
    secure,
    authorization: toAuthorization(name, url),
  };
}

function toAuthorization(name: string, { username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  try {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(credentials).toString("base64")}`;
  } catch {
    throw new LarkwireError("CONFIG_INVALID", `${name} has a user or a password that is not percent-encoded`);
  }
}
