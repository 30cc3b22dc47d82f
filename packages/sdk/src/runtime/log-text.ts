type Fields = Readonly<Record<string, unknown>>;

/**
 * One line of text for a log event: the message, then `key=value` for every field that has a value. Only an error that
 * wraps another one, such as what a handler threw, adds lines: the stack of the wrapped one.
 */
export function toLogText(message: string, fields: Fields = {}): string {
  const values = Object.entries(fields).filter(([, value]) => value !== undefined);
  const told = (value: unknown): boolean => value instanceof Error && value.message === message;
  const pairs = values.flatMap(([key, value]) => (told(value) ? [] : [`${key}=${toText(value)}`]));
  const line = [message, ...pairs].join(" ");
  const stacks = values.flatMap(([, value]) => stackOfCause(value));
  return [line, ...stacks].join("\n");
}

/** Never throws and never breaks the line, whatever a field holds. */
function toText(value: unknown): string {
  try {
    if (value instanceof Error) return JSON.stringify(value.message);
    if (typeof value === "object") return JSON.stringify(value);
    const text = String(value);
    return /^[\w.:/+@,-]+$/.test(text) ? text : JSON.stringify(text);
  } catch {
    return '"[unprintable]"';
  }
}

function stackOfCause(value: unknown): string[] {
  if (!(value instanceof Error) || !(value.cause instanceof Error)) return [];
  return [value.cause.stack ?? value.cause.message];
}
