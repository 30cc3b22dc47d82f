import type { CardVersion, Check, Place } from "./place.ts";
import { isObject, objectOfAnyKind } from "./values.ts";

interface Required {
  readonly check: Check;
  /** Whether the platform refuses what lacks it. */
  readonly required: boolean;
}

interface OfOneVersion {
  readonly check: Check;
  readonly only: CardVersion;
  /** What to do in the other version. */
  readonly instead: string;
}

type Optional = Check | OfOneVersion;

/** What an object may hold. */
export type Properties = Readonly<Record<string, Optional | Required>>;

/** The properties of a type: each of them, what must be there as `required` or `asked`, and nothing else. */
export type PropertiesOf<Type> = {
  readonly [Name in Exclude<keyof Type, "tag">]-?: undefined extends Type[Name] ? Optional : Required;
};

/** What must be there. */
export function required(check: Check): Required {
  return { check, required: true };
}

/** What the types ask for, and the platform does without. */
export function asked(check: Check): Required {
  return { check, required: false };
}

/** What only JSON 1.0 knows. @param instead - what to write in JSON 2.0 */
export function only1(check: Check, instead: string): OfOneVersion {
  return { check, only: "1.0", instead };
}

/** What JSON 2.0 takes as it comes. */
export function in1(check: Check): Check {
  return (value, at) => {
    if (at.version === "1.0") check(value, at);
  };
}

/** What only JSON 2.0 knows: JSON 1.0 does not look at it. */
export function only2(check: Check): OfOneVersion {
  return { check, only: "2.0", instead: "" };
}

/** An object with these properties. JSON 1.0 ignores others, JSON 2.0 refuses them. */
export function objectWith(properties: Properties): Check {
  const needed = Object.entries(properties).flatMap(([name, property]) =>
    "required" in property && property.required ? [name] : [],
  );
  return (value, at) => {
    if (!isObject(value)) {
      objectOfAnyKind(value, at);
      return;
    }
    for (const name of needed) if (isAbsent(value[name])) missing(at.member(name));
    for (const [name, member] of Object.entries(value)) {
      if (at.isFull) return;
      if (!isAbsent(member) && name !== "tag") checkMember(properties, name, member, at.member(name));
    }
  };
}

function checkMember(properties: Properties, name: string, member: unknown, at: Place): void {
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (property === undefined) {
    if (at.version === "2.0") at.fault("unknown-property", "JSON 2.0 does not know it", "Take it away.");
  } else if (typeof property === "function") {
    property(member, at);
  } else if (!("only" in property) || property.only === at.version) {
    property.check(member, at);
  } else if (at.version === "2.0") {
    at.fault("other-version", "Only JSON 1.0 knows it", property.instead);
  }
}

/** The platform takes `null` for nothing. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** Says that something has to be there. */
export function missing(at: Place): void {
  at.fault("required", "It is missing", "Give it.");
}
