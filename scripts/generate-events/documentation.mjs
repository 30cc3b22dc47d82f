const maxLineLength = 110;

/** What the formats of the schemas say about a value that its type does not. */
const formats = {
  "ms-timestamp": "Milliseconds since 1970.",
  "s-timestamp": "Seconds since 1970.",
  "us-timestamp": "Microseconds since 1970.",
  datetime: "A date and a time of day.",
  "datetime-minute": "A date and a time of day, without seconds.",
  date: "A date.",
  yyyymmdd: "A date as `YYYYMMDD`.",
  "duration-s": "Seconds.",
  "duration-min": "Minutes.",
  "second-of-day": "Seconds since midnight.",
  json: "JSON in a string.",
  open_id: "An `open_id`.",
  union_id: "A `union_id`.",
  user_id: "A `user_id`.",
};

/** Shared types that the public API names, which the platform's documents describe nowhere. */
const sharedTypes = { UserId: "One person under their three kinds of id." };

/**
 * @param {string} eventName
 * @param {{ title: string, scopes?: readonly string[] }} event
 */
export function describeEvent(eventName, { title, scopes = [] }) {
  const summary = `\`${eventName}\`: ${sentence(title)}`;
  return toComment(scopes.length > 0 ? [summary, "", `Subscribing needs ${oneOf(scopes)}.`] : [summary]);
}

/** @param {string} title */
export const describeMember = (title) => toComment([sentence(title)]);

/**
 * @param {string} name
 * @param {{ struct?: string }} type
 */
export function describeSharedType(name, { struct }) {
  const text = sharedTypes[name] ?? (struct === undefined ? undefined : `\`${struct}\` in the platform's documents.`);
  return text === undefined ? "" : toComment([text]);
}

/**
 * One line above a field, or nothing where name and type say it all.
 *
 * @param {string} name
 * @param {{ format?: string, scopes?: readonly string[], partial?: boolean, deprecated?: boolean }} field
 */
export function describeField(name, { format, scopes = [], partial, deprecated }) {
  const sentences = [];
  if (format !== undefined && format !== name) sentences.push(describeFormat(format));
  if (partial) sentences.push("Only what has changed.");
  if (scopes.length > 0) sentences.push(`Present with ${oneOf(scopes)}.`);
  const lines = sentences.length > 0 ? [sentences.join(" ")] : [];
  if (deprecated) lines.push("@deprecated by the platform.");
  return lines.length > 0 ? toComment(lines) : "";
}

function describeFormat(format) {
  const text = formats[format];
  if (text === undefined) throw new Error(`The schemas have a new format, ${format}`);
  return text;
}

function oneOf(scopes) {
  const quoted = scopes.map((scope) => `\`${scope}\``);
  return scopes.length === 1 ? `the scope ${quoted[0]}` : `one of the scopes ${quoted.join(", ")}`;
}

const sentence = (title) => (title.endsWith(".") ? title : `${title}.`);

function toComment(lines) {
  const [first = ""] = lines;
  if (lines.length === 1 && first.length <= maxLineLength) return `/** ${first} */\n`;
  const wrapped = lines.flatMap((line) => wrap(line));
  return `/**\n${wrapped.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}

/** Breaks between words; the formatter leaves comments as they are. */
function wrap(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.pop();
    const longer = last === "" ? word : `${last} ${word}`;
    if (longer.length <= maxLineLength || last === "") lines.push(longer);
    else lines.push(last, word);
  }
  return lines;
}
