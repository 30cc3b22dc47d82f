type Fields = Readonly<Record<string, unknown>>;

/** What breaks a line, steers a terminal or turns the direction of a text. */
const steering = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
/** Of one field, in characters. */
const maxFieldLength = 2_000;

/**
 * One line of text for a log event: the message, then `key=value` for every field that has a value. Only an error that
 * wraps another one, such as what a handler threw, adds lines, indented: the stack of the wrapped one. Never throws.
 */
export function toLogText(message: string, fields: Fields = {}): string {
  const values = Object.entries(fields).filter(([, value]) => value !== undefined);
  const pairs = values.flatMap(([key, value]) => {
    const text = toText(value, message);
    return text === undefined ? [] : [`${key}=${text}`];
  });
  const stacks = values.flatMap(([, value]) => stackOfCause(value));
  return [escaped([message, ...pairs].join(" ")), ...stacks].join("\n");
}

/** What is shown of a field; nothing when it is an error that the message tells already. */
function toText(value: unknown, message: string): string | undefined {
  try {
    if (value instanceof Error) return value.message === message ? undefined : bounded(JSON.stringify(value.message));
    if (typeof value === "object") return bounded(JSON.stringify(value));
    const text = String(value);
    return bounded(/^[\w.:/+@,-]+$/.test(text) ? text : JSON.stringify(text));
  } catch {
    return '"[unprintable]"';
  }
}

function bounded(text: string): string {
  return text.length > maxFieldLength ? `${text.slice(0, maxFieldLength)}…` : text;
}

function stackOfCause(value: unknown): string[] {
  try {
    if (!(value instanceof Error) || !(value.cause instanceof Error)) return [];
    const stack = String(value.cause.stack ?? value.cause.message);
    // Indented, because the first lines are whatever the error says, and must not look like lines of this log.
    return stack.split("\n").map((line) => `  ${escaped(line)}`);
  } catch {
    return [];
  }
}

function escaped(line: string): string {
  return line.replace(steering, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
