import { isJson, type Json } from "./json.ts";

/** Properties that may have a value for each language. */
const localized: ReadonlySet<string> = new Set(["content", "default_value", "img_key", "file_key"]);
/** What belongs to the app, or to the chart: no text of the card. */
const opaque: ReadonlySet<string> = new Set(["value", "chart_spec"]);

/** One tree for all languages, where they differ in texts and images alone; otherwise nothing. */
export function mergeLanguages(trees: Readonly<Record<string, unknown>>): unknown {
  return merge(Object.keys(trees), Object.values(trees));
}

function merge(languages: readonly string[], values: readonly unknown[]): unknown {
  const [first] = values;
  if (values.every(Array.isArray)) return mergeLists(languages, values);
  if (values.every(isJson)) return mergeObjects(languages, values);
  return values.every((value) => value === first) ? first : undefined;
}

function mergeLists(languages: readonly string[], lists: readonly (readonly unknown[])[]): unknown {
  const [first = []] = lists;
  if (lists.some((list) => list.length !== first.length)) return undefined;
  const merged = first.map((_, index) =>
    merge(
      languages,
      lists.map((list) => list[index]),
    ),
  );
  return merged.includes(undefined) ? undefined : merged;
}

function mergeObjects(languages: readonly string[], objects: readonly Json[]): Json | undefined {
  const names = new Set(objects.flatMap((object) => Object.keys(object)));
  const merged: [string, unknown][] = [];
  for (const name of names) {
    const values = objects.map((object) => object[name]);
    const same = opaque.has(name) ? onlyIfSame(values) : merge(languages, values);
    if (same !== undefined) {
      merged.push([name, same]);
    } else if (localized.has(name) && values.every((value) => typeof value === "string")) {
      merged.push(
        [name, values[0]],
        [`i18n_${name}`, Object.fromEntries(values.map((value, at) => [languages[at], value]))],
      );
    } else {
      return undefined;
    }
  }
  return Object.fromEntries(merged);
}

function onlyIfSame(values: readonly unknown[]): unknown {
  const [first, ...others] = values.map((value) => JSON.stringify(value));
  return others.every((other) => other === first) ? values[0] : undefined;
}
