import { SimulatorError } from "./simulator-error.ts";

/** How many rules an app may have. */
export const maxLinkRules = 10;
/** Characters of one rule. */
export const maxLinkRuleLength = 200;
/** Every link, in the chats that the app's bot is in: what an app begins with. Rules that say more hold in every chat. */
export const everyLink = "**";

const form = /^(?<host>[^\s/:?#@]+)(?::(?<port>\d{1,5}))?(?<path>\/[^\s?#]*)?$/;
const label = /^[a-z0-9_*-]+$/i;

interface LinkRule {
  readonly labels: readonly string[];
  readonly port: string;
  /** `undefined` is any path. */
  readonly levels: readonly string[] | undefined;
}

/** @throws SimulatorError REQUEST_INVALID with the path of the first rule that is none, or that is too many */
export function requireLinkRules(rules: readonly string[]): void {
  if (rules.length > maxLinkRules) {
    throw new SimulatorError("REQUEST_INVALID", `An app has at most ${maxLinkRules} rules for links.`, "linkRules");
  }
  rules.forEach((rule, index) => {
    const fault = findLinkRuleFault(rule);
    if (fault !== undefined) throw new SimulatorError("REQUEST_INVALID", fault, `linkRules.${index}`);
  });
}

/** What is wrong with a rule, and how it is mended. */
export function findLinkRuleFault(rule: string): string | undefined {
  if (rule.length > maxLinkRuleLength) return `A rule has at most ${maxLinkRuleLength} characters.`;
  if (/^https?:\/\//i.test(rule)) return `${rule} begins with a scheme: write ${rule.replace(/^https?:\/\//i, "")}`;
  const parsed = parse(rule);
  if (parsed === undefined) return `${rule} is not Host[:Port][/Path], such as *.ci.example/builds/**`;
  if (!parsed.labels.every((each) => label.test(each))) return `${rule} has a host with an empty or strange part.`;
  if (parsed.labels.some((each, index) => each.includes("**") && (index > 0 || each !== "**"))) {
    return `${rule} has ** elsewhere than at the left end of the host.`;
  }
  const levels = parsed.levels ?? [];
  if (levels.some((each, index) => each.includes("**") && (index < levels.length - 1 || each !== "**"))) {
    return `${rule} has ** elsewhere than at the right end of the path.`;
  }
  return undefined;
}

/**
 * Whether a link is one of those that a rule names: `*` stands for anything within one level, `**` for levels on the left of the
 * host or the right of the path. A rule without a path leaves the path open, one without a port means the scheme's own.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/development-link-preview/link-preview-development-guide
 */
export function fitsLinkRule(rule: string, link: string): boolean {
  const parsed = parse(rule);
  const url = URL.parse(link);
  if (parsed === undefined || url === null || !/^https?:$/.test(url.protocol)) return false;
  return (
    parsed.port === url.port &&
    fitsLevels(parsed.labels.toReversed(), url.hostname.split(".").toReversed(), 1) &&
    (parsed.levels === undefined || fitsLevels(parsed.levels, levelsOf(url.pathname), 0))
  );
}

function parse(rule: string): LinkRule | undefined {
  const { host, port = "", path } = form.exec(lowerHost(rule))?.groups ?? {};
  if (host === undefined) return undefined;
  return { labels: host.split("."), port, levels: path === undefined ? undefined : levelsOf(path) };
}

/** Hosts know no case, paths do. */
function lowerHost(rule: string): string {
  const slash = rule.indexOf("/");
  return slash === -1 ? rule.toLowerCase() : rule.slice(0, slash).toLowerCase() + rule.slice(slash);
}

function levelsOf(path: string): readonly string[] {
  return path.split("/").filter((level) => level !== "");
}

/** @param least - how many levels a `**` at the end stands for at least */
function fitsLevels(patterns: readonly string[], levels: readonly string[], least: number): boolean {
  const isOpen = patterns.at(-1) === "**";
  const fixed = isOpen ? patterns.slice(0, -1) : patterns;
  if (isOpen ? levels.length < fixed.length + least : levels.length !== fixed.length) return false;
  return fixed.every((pattern, index) => fitsLevel(pattern, levels[index] ?? ""));
}

function fitsLevel(pattern: string, level: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return level === first;
  if (!level.startsWith(first) || !level.endsWith(last) || level.length < first.length + last.length) return false;
  const end = level.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = level.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
