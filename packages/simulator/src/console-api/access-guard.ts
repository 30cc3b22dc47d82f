import { createHash, timingSafeEqual } from "node:crypto";

const cookie = "larkwire_token";

/** Lets only those in who know the token: other machines can reach a simulator that does not listen on loopback. */
export class AccessGuard {
  readonly #expected: Buffer | undefined;

  /** @param token - `undefined` lets everybody in */
  constructor(token: string | undefined) {
    this.#expected = token === undefined ? undefined : digest(token);
  }

  /** Whether a request carries the token, as `Authorization: Bearer` or in the console's cookie. */
  admits(header: (name: string) => string | undefined): boolean {
    if (this.#expected === undefined) return true;
    const bearer = /^Bearer (\S+)$/i.exec(header("authorization") ?? "")?.[1];
    return this.isToken(bearer ?? cookieOf(header("cookie") ?? ""));
  }

  isToken(token: string | undefined): boolean {
    return this.#expected !== undefined && token !== undefined && timingSafeEqual(digest(token), this.#expected);
  }

  /** Keeps the token in the browser, for this page alone. */
  toCookie(token: string): string {
    return `${cookie}=${token}; Path=/; HttpOnly; SameSite=Strict`;
  }
}

function cookieOf(header: string): string | undefined {
  const pair = header.split("; ").find((text) => text.startsWith(`${cookie}=`));
  return pair?.slice(cookie.length + 1);
}

/** Of equal length, so that comparing tells nothing. */
function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
