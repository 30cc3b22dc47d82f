import type { SeededRandom } from "./seeded-random.ts";

/** JSON texts that a member may be replaced by. */
const hostileValues = [
  "null",
  "true",
  "0",
  "-1",
  "1e308",
  "1e400",
  "-0",
  "12345678901234567890123",
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"line\\nlarkwire error: forged"',
  '"\\u001b[2J"',
  '"\\u202e"',
  '"__proto__"',
  '"constructor"',
  '"2.0"',
  '"url_verification"',
  '"card.action.trigger"',
  '"card.action.trigger_v1"',
  '"url.preview.get"',
  '"a:b"',
  "[]",
  "[[]]",
  "{}",
  '{"__proto__":{"schema":"2.0","token":"x"}}',
  '{"then":"x","toJSON":1}',
  '{"length":-1,"0":"x"}',
] as const;

/** Members that mean something somewhere, or to the language. */
const hostileKeys = [
  "__proto__",
  "constructor",
  "prototype",
  "then",
  "toJSON",
  "hasOwnProperty",
  "schema",
  "type",
  "challenge",
  "encrypt",
  "token",
  "header",
  "headers",
  "event",
  "action",
  "uuid",
  "",
] as const;

/** Larger than anything genuine; rare, because they cost time. */
const hugeValues = [
  () => `"${"x".repeat(70_000)}"`,
  () => `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  () => `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`,
  () => "9".repeat(5_000),
] as const;

/** The text of a JSON value that is almost the given one: members changed, missing, added, renamed or there twice. */
export function mutateJson(value: unknown, random: SeededRandom): string {
  const target = random.below(countMembers(value));
  let at = 0;
  const write = (member: unknown): string => {
    if (typeof member !== "object" || member === null) return JSON.stringify(member);
    if (Array.isArray(member)) return `[${member.map((item) => (at++ === target ? hostile(random) : write(item)))}]`;
    const parts: string[] = [];
    for (const [key, child] of Object.entries(member)) {
      const text = `${JSON.stringify(key)}:`;
      if (at++ !== target) parts.push(text + write(child));
      else parts.push(...mutatedMember(text, () => write(child), typeof child === "string", random));
    }
    return `{${parts}}`;
  };
  return write(value);
}

/** A text keeps its name: a token that is sent as an id is no secret any more, and would be taken for a leak. */
function mutatedMember(key: string, value: () => string, isText: boolean, random: SeededRandom): string[] {
  const otherKey = `${JSON.stringify(random.pick(hostileKeys))}:`;
  switch (random.below(6)) {
    case 0:
      return [];
    case 1:
      return [key + value(), key + hostile(random)];
    case 2:
      return [key + hostile(random), key + value()];
    case 3:
      return [isText ? key + hostile(random) : otherKey + value()];
    case 4:
      return [key + value(), otherKey + hostile(random)];
    default:
      return [key + hostile(random)];
  }
}

function hostile(random: SeededRandom): string {
  return random.chance(0.002) ? random.pick(hugeValues)() : random.pick(hostileValues);
}

function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const members = Object.values(value);
  return members.reduce((count: number, member) => count + countMembers(member), members.length);
}
