/** The two platforms: Feishu in China, Lark elsewhere. Each has apps and tenants of its own. */
export type Brand = "feishu" | "lark";

const brands: Readonly<Record<string, Brand>> = { "open.feishu.cn": "feishu", "open.larksuite.com": "lark" };

/** The brand that a host name of the platform stands for; the simulator's own names stand for both. */
export function brandOfHost(hostname: string): Brand | undefined {
  return Object.hasOwn(brands, hostname) ? brands[hostname] : undefined;
}
