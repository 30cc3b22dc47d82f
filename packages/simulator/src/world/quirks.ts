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

/** What the platform is to do where its sources contradict each other. */
export type Quirks = { readonly [Name in QuirkName]: (typeof quirkTable)[Name]["values"][number] };

/** What the better sources say. */
export const defaultQuirks: Quirks = toQuirks({});

/**
 * Quirks, with defaults for what is missing. Values may be given as text, as a command line has them.
 *
 * @throws SimulatorError REQUEST_INVALID for a name or a value that is not in the table
 */
export function toQuirks(given: Readonly<Record<string, unknown>>): Quirks {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(quirkTable, name));
  if (unknown !== undefined) {
    throw invalid(`There is no quirk ${unknown}; there are ${Object.keys(quirkTable).join(", ")}.`);
  }
  const chosen = Object.fromEntries(
    Object.entries(quirkTable).map(([name, { values }]) => {
      const wanted = given[name] ?? values[0];
      return [name, values.find((value) => value === wanted || String(value) === wanted)];
    }),
  );
  if (isQuirks(chosen)) return chosen;
  const list = Object.entries(quirkTable).flatMap(([name, { values }]) =>
    chosen[name] === undefined ? `${name} is one of ${values.join(", ")}` : [],
  );
  throw invalid(`${list.join("; ")}.`);
}

function isQuirks(value: Readonly<Record<string, unknown>>): value is Quirks {
  return Object.entries(quirkTable).every(([name, { values }]) => values.some((known) => known === value[name]));
}

function invalid(message: string): SimulatorError {
  return new SimulatorError("REQUEST_INVALID", message);
}
