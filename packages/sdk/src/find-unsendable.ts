import { memberPath } from "./json-path.ts";

/** What JSON cannot carry, where it stands, and what mends it. */
export interface Unsendable {
  readonly path: string;
  readonly problem: string;
  readonly mend: string;
}

/** No card comes near: it may have 30 KB. What has more may have no end. */
const maxValues = 100_000;
const maxDepth = 500;
const maxPathLength = 200;

/**
 * What JSON cannot carry, or would leave away without a word, and where it stands: a function, a symbol, a BigInt, a promise, what
 * contains itself or cannot be read. Never throws.
 */
export function findUnsendable(value: unknown, path = ""): Unsendable | undefined {
  try {
    if (isPlain(value, { left: maxValues }, 0)) return undefined;
  } catch {
    // It is looked for with more care.
  }
  return search(() => value, path, { left: maxValues, open: new Set() });
}

interface Budget {
  left: number;
}

/** Quick, and without a path: nearly every reply is plain. What it does not know it leaves to the search. */
function isPlain(value: unknown, budget: Budget, depth: number): boolean {
  if (--budget.left < 0 || depth > maxDepth) return false;
  if (typeof value !== "object") return !isUnknownToJson(value);
  if (value === null) return true;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      if (!isPlain(value[index], budget, depth + 1)) return false;
    }
    return true;
  }
  if (!isObject(value) || typeof value.then === "function") return false;
  for (const key in value) if (!isPlain(value[key], budget, depth + 1)) return false;
  return true;
}

function isUnknownToJson(value: unknown): boolean {
  return typeof value === "function" || typeof value === "symbol" || typeof value === "bigint";
}

interface Search extends Budget {
  /** What is being looked into, from the outside in. */
  readonly open: Set<object>;
}

function search(read: () => unknown, path: string, found: Search): Unsendable | undefined {
  const unsendable = (problem: string, mend = plainData): Unsendable => ({
    path: path.slice(0, maxPathLength),
    problem,
    mend,
  });
  try {
    if (--found.left < 0) return unsendable(`There are more than ${maxValues} values`);
    const value = read();
    const sent = toSent(value);
    if (isUnknownToJson(sent)) return unsendable(`It is a ${typeof sent}, which JSON cannot carry`);
    if (typeof value !== "object" || value === null || typeof sent !== "object" || sent === null) return undefined;
    if (isPromise(value)) return unsendable("It is a promise", "Await it first.");
    if (found.open.has(value)) return unsendable("It contains itself");
    if (found.open.size > maxDepth) return unsendable(`It is more than ${maxDepth} levels deep`);
    found.open.add(value);
    const inside = searchIn(sent, path, found);
    found.open.delete(value);
    return inside;
  } catch {
    return unsendable("It cannot be read: a getter, a toJSON() or a proxy throws");
  }
}

function searchIn(holder: object, path: string, found: Search): Unsendable | undefined {
  if (Array.isArray(holder)) {
    for (let index = 0; index < holder.length; index += 1) {
      const inside = search(() => holder[index], `${path}[${index}]`, found);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }
  if (!isObject(holder)) return undefined;
  for (const key of Object.keys(holder)) {
    const inside = search(() => holder[key], memberPath(path, key), found);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** Tells an object from arrays, `null` and plain values. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const plainData = "Give plain data: objects, arrays, strings, numbers, true, false and null.";

/** What JSON takes in the place of a value: what its toJSON() gives. */
function toSent(value: unknown): unknown {
  if (value === null || (typeof value !== "object" && typeof value !== "bigint")) return value;
  return "toJSON" in Object(value) && typeof Object(value).toJSON === "function" ? Object(value).toJSON() : value;
}

function isPromise(value: object): boolean {
  // Nobody will await it, so its failure would be nobody's and end the process.
  const isOne = "then" in value && typeof value.then === "function";
  if (isOne) Promise.resolve(value).catch(() => undefined);
  return isOne;
}
