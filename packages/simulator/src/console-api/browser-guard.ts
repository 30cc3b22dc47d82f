import { isIP } from "node:net";

/**
 * Keeps other web pages out: a page in a browser of this machine can send requests to 127.0.0.1, too. Programs are not
 * meant; they send neither `Origin` nor `Sec-Fetch-Site`.
 */
export class BrowserGuard {
  readonly #ownHost: string;

  /** @param ownHost - where the server listens; a wildcard address stands for every address of the machine */
  constructor(ownHost: string) {
    this.#ownHost = ownHost;
  }

  /** Whether a request may have been made by a page of another origin. */
  isForeign(header: (name: string) => string | undefined): boolean {
    const site = header("sec-fetch-site");
    if (site !== undefined && site !== "same-origin" && site !== "none") return true;
    const origin = header("origin");
    if (origin === undefined) return false;
    const host = header("host");
    return host === undefined || !this.isOwn(host) || URL.parse(origin)?.host !== host;
  }

  /** Whether a `Host` header names this machine: a foreign name that leads here is the trick of DNS rebinding. */
  isOwn(host: string): boolean {
    const hostname = URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$/g, "");
    if (hostname === undefined) return false;
    if (hostname === "localhost" || hostname === "127.0.0.1" || hostname === "::1" || hostname === this.#ownHost)
      return true;
    return isWildcard(this.#ownHost) && isIP(hostname) !== 0;
  }
}

/** Whether only programs on this machine reach an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}
