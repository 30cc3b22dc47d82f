import type { Check } from "./place.ts";

/** Anything: it is nobody's business here. */
export const anything: Check = () => undefined;

/** Tells an object from lists, `null` and plain values. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const flag: Check = (value, at) => {
  if (typeof value !== "boolean") at.fault("type", "It is not a boolean", "Give true or false.");
};

export const text: Check = (value, at) => {
  if (typeof value !== "string") at.fault("type", "It is not a string", "Give a string.");
};

export const objectOfAnyKind: Check = (value, at) => {
  if (!isObject(value)) at.fault("type", "It is not an object", "Give an object.");
};

/** A text that is there. */
export const someText: Check = (value, at) => {
  if (value === "") at.fault("required", "It is empty", "Give a text.");
  else text(value, at);
};

/** A text of at most so many characters. */
export const textUpTo =
  (max: number): Check =>
  (value, at) => {
    text(value, at);
    if (typeof value === "string" && [...value].length > max) {
      at.fault("range", `It has more than ${max} characters`, `Give at most ${max}.`);
    }
  };

/** A text of this form; the example shows it. */
export const textLike =
  (pattern: RegExp, example: string): Check =>
  (value, at) => {
    if (typeof value !== "string" || !pattern.test(value)) {
      at.fault("format", "It has a wrong form", `Write it like ${example}.`);
    }
  };

export const oneOf =
  (...choices: readonly (string | number | boolean)[]): Check =>
  (value, at) => {
    if (!choices.some((choice) => choice === value)) {
      at.fault("choice", `${shown(value)} is not known`, `Use ${choices.join(", ")}.`);
    }
  };

export const integer =
  (min: number, max: number): Check =>
  (value, at) => {
    if (typeof value !== "number") at.fault("type", "It is not a number", `Give an integer from ${min} to ${max}.`);
    else if (!Number.isInteger(value) || value < min || value > max) {
      at.fault("range", `${value} is out of range`, `Give an integer from ${min} to ${max}.`);
    }
  };

export const number =
  (min: number, max: number): Check =>
  (value, at) => {
    if (typeof value !== "number") at.fault("type", "It is not a number", `Give a number from ${min} to ${max}.`);
    else if (value < min || value > max) {
      at.fault("range", `${value} is out of range`, `Give a number from ${min} to ${max}.`);
    }
  };

/** A length in whole pixels, or one of the names. */
export const pixels =
  (min: number, max: number, ...names: readonly string[]): Check =>
  (value, at) => {
    if (typeof value === "string" && (names.includes(value) || isLength(value, min, max))) return;
    const mend = [...names, `${Math.max(min, 0)}px to ${max}px`].join(", ");
    at.fault("format", `${shown(value)} is no length that fits here`, `Use ${mend}.`);
  };

/** One, two or four lengths. */
export const sides =
  (min: number, max: number): Check =>
  (value, at) => {
    const lengths = typeof value === "string" ? value.trim().split(/ +/) : [];
    if ([1, 2, 4].includes(lengths.length) && lengths.every((each) => each === "0" || isLength(each, min, max))) return;
    const mend = `Give one, two or four lengths from ${min}px to ${max}px, such as "4px 12px".`;
    at.fault("format", `${shown(value)} is no ${min < 0 ? "margin" : "padding"}`, mend);
  };

function isLength(value: string, min: number, max: number): boolean {
  const [, pixelsOf] = /^(-?\d{1,4})px$/.exec(value) ?? [];
  return pixelsOf !== undefined && Number(pixelsOf) >= min && Number(pixelsOf) <= max;
}

/** A list, each of whose members is checked. */
export const listOf =
  (check: Check, { min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number } = {}): Check =>
  (value, at) => {
    if (!Array.isArray(value)) {
      at.fault("type", "It is not a list", "Give an array.");
      return;
    }
    if (value.length < min) at.fault("range", "There are too few", `Give at least ${min}.`);
    if (value.length > max) at.fault("range", `There are ${value.length}`, `Give at most ${max}.`);
    for (const [index, each] of value.entries()) {
      if (at.isFull) return;
      check(each, at.item(index));
    }
  };

/** An object whose every member is checked. */
export const mapOf =
  (check: Check): Check =>
  (value, at) => {
    if (!isObject(value)) objectOfAnyKind(value, at);
    else for (const [name, each] of Object.entries(value)) check(each, at.member(name));
  };

/** A value as it may stand in a message: short, and without the content of objects. */
function shown(value: unknown): string {
  if (typeof value === "string") return value.length > 40 ? `"${value.slice(0, 40)}…"` : `"${value}"`;
  return typeof value === "object" && value !== null ? "An object" : String(value);
}
