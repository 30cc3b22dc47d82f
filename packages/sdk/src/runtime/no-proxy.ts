/**
 * Reads `NO_PROXY`: names, which count for what is below them too, addresses and blocks of them (`10.0.0.0/8`), each with a
 * port if need be, or `*`; between them are commas or spaces.
 */
export function parseNoProxy(list: string): (target: URL) => boolean {
  const entries = list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .map(parseEntry);
  return (target) => {
    const host = toHost(target.hostname);
    const port = target.port || defaultPorts[target.protocol];
    return entries.some((entry) => (entry.port ?? port) === port && isWithin(host, entry.host));
  };
}

interface Entry {
  readonly host: string;
  readonly port: string | undefined;
}

const defaultPorts: Readonly<Record<string, string>> = { "https:": "443", "wss:": "443", "http:": "80", "ws:": "80" };

function parseEntry(entry: string): Entry {
  // Without its brackets an IPv6 address cannot have a port.
  const isBareIpv6 = /^[^[]*:.*:/.test(entry);
  const port = isBareIpv6 ? undefined : /:(\d+)$/.exec(entry)?.[1];
  const host = port === undefined ? entry : entry.slice(0, -port.length - 1);
  return { host: host === "*" ? host : toHost(host.replace(/^\*?\./, "")), port };
}

function toHost(name: string): string {
  return name.replace(/^\[|\]$|\.$/g, "");
}

function isWithin(host: string, entry: string): boolean {
  return entry === "*" || host === entry || host.endsWith(`.${entry}`) || isInBlock(host, entry);
}

/** A block of IPv4 addresses. */
function isInBlock(host: string, entry: string): boolean {
  const [base = "", bits] = entry.split("/");
  if (bits === undefined || !isIpv4(host) || !isIpv4(base)) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(host) / size) === Math.floor(toNumber(base) / size);
}

function isIpv4(host: string): boolean {
  return /^\d+(?:\.\d+){3}$/.test(host);
}

function toNumber(address: string): number {
  return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}
