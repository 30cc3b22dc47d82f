import { LarkwireError } from "./errors.ts";

/**
 * The two brands of the open platform. Wherever `domain` is an option, any other origin works too: a proxy, a private
 * deployment or the simulator.
 *
 * @see https://open.feishu.cn/document/server-docs/api-call-guide/calling-process/overview
 */
export const Domain = {
  /** Feishu: accounts of mainland China. */
  Feishu: "https://open.feishu.cn",
  /** Lark: accounts of everywhere else. */
  Lark: "https://open.larksuite.com",
} as const;

/** Where apps without a secret get their tokens, by brand. */
const accounts: Readonly<Record<string, string>> = {
  [Domain.Feishu]: "https://accounts.feishu.cn",
  [Domain.Lark]: "https://accounts.larksuite.com",
};

/**
 * Where apps without a secret get their tokens: the brand's own host; at any other domain the domain itself, unless another
 * is named.
 *
 * @throws CONFIG_INVALID
 */
export function resolveAccountsDomain(domain: string, accountsDomain: string = accounts[domain] ?? domain): string {
  return resolveDomain(accountsDomain);
}

/**
 * Checks a `domain` option and removes slashes from its end.
 *
 * @throws CONFIG_INVALID when it is no absolute http or https URL, or carries credentials, a query or a fragment
 */
export function resolveDomain(domain: string = Domain.Feishu): string {
  const url = URL.canParse(domain) ? new URL(domain) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new LarkwireError(
      "CONFIG_INVALID",
      "The domain must be an absolute URL such as Domain.Feishu or http://127.0.0.1:9999",
    );
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new LarkwireError("CONFIG_INVALID", "The domain must not carry credentials, a query or a fragment");
  }
  if (/\/(open-apis|callback)\b/.test(url.pathname)) {
    throw new LarkwireError("CONFIG_INVALID", "The domain ends before /open-apis: larkwire adds the paths");
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
