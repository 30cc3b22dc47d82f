import { SimulatorError } from "./simulator-error.ts";

/** Where the sources of the platform's protocol contradict each other. What stands first is what the better source says. */
export const quirkTable = {
  cardFrames: {
    values: [false, true],
    about:
      "Clicks come over the long connection in frames of type `card`, which official SDKs drop, instead of `event`.",
  },
  maxConnections: {
    values: [50, 2],
    about: "How many long connections an app may have: as documented, or as measured.",
  },
  pingInterval: {
    values: [120, 90],
    about: "Seconds between two pings, as clients are told: of the SDKs, or measured.",
  },
  createTime: {
    values: ["us", "ms"],
    about: "Whether `header.create_time` of callbacks counts microseconds or milliseconds.",
  },
  headerToken: { values: [true, false], about: "Whether the header of callbacks has the Verification Token." },
  selectImgOptions: {
    values: ["array", "string"],
    about: "How `action.options` of a picked image comes: the field table says a list, the component's example a text.",
  },
  deliveryType: {
    values: [true, false],
    about: "Whether `url.preview.get` has `delivery_type`: the guide has it, the table has not.",
  },
  previewInline: {
    values: ["required", "optional"],
    about: "Whether a preview must have `inline`: the guide says so, the field table does not.",
  },
  replyStatus: {
    values: ["200", "any"],
    about:
      "Whether a reply counts with another status than 200: the error table refuses it, a sample of the Go SDK sends 400.",
  },
  legacyReply: {
    values: ["lenient", "strict"],
    about:
      'Whether a legacy reply that is neither `{}` nor a card, such as the `{"msg":"success"}` of SDKs, is taken or wrong.',
  },
  cardLife: {
    values: ["byVersion", "30days"],
    about: "How long cards of JSON 2.0 can be clicked: 14 days, or 30 as those of JSON 1.0.",
  },
} as const;

/** The name of a {@link Quirks | quirk}. */
export type QuirkName = keyof typeof quirkTable;

/** All of them. */
export const quirkNames = Object.keys(quirkTable) as readonly QuirkName[];

/** What the platform is to do where its sources contradict each other. */
export type Quirks = { readonly [Name in QuirkName]: (typeof quirkTable)[Name]["values"][number] };

/** What is to be otherwise; what is missing stays as it is. */
export type QuirkChanges = { readonly [Name in QuirkName]?: Quirks[Name] | undefined };

/** What the better sources say: the first of each. */
export const defaultQuirks = Object.fromEntries(
  Object.entries(quirkTable).map(([name, { values }]) => [name, values[0]]),
) as Quirks;

/**
 * The changes that are meant, without those that change nothing. Values may be given as text, as a command line has them.
 *
 * @throws SimulatorError REQUEST_INVALID for a name or a value that is not in the table
 */
export function toQuirkChanges(given: Readonly<Record<string, unknown>>): Partial<Quirks> {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const chosen = Object.fromEntries(entries.map(([name, value]) => [name, findValue(name, value)]));
  if (isComplete(chosen)) return chosen;
  const wrong = Object.keys(chosen).filter((name) => chosen[name] === undefined);
  const list = wrong.map((name) => `${name} is one of ${valuesOf(name).join(", ")}`);
  throw invalid(`${list.join("; ")}.`, wrong[0]);
}

function findValue(name: string, wanted: unknown): unknown {
  return valuesOf(name).find((value) => value === wanted || String(value) === wanted);
}

/** @throws SimulatorError REQUEST_INVALID */
function valuesOf(name: string): readonly unknown[] {
  const known = quirkNames.find((each) => each === name);
  if (known !== undefined) return quirkTable[known].values;
  throw invalid(`There is no quirk ${name}; there are ${quirkNames.join(", ")}.`, name);
}

function isComplete(value: Readonly<Record<string, unknown>>): value is Partial<Quirks> {
  return Object.values(value).every((each) => each !== undefined);
}

function invalid(message: string, path: string | undefined): SimulatorError {
  return new SimulatorError("REQUEST_INVALID", message, path);
}
