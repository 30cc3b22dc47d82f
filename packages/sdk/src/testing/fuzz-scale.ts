/** How much a fuzz test does, and from where: `LARKWIRE_LONG=1` asks for the full size, `LARKWIRE_SEED` for the same run again. */
export interface FuzzScale {
  readonly long: boolean;
  readonly seed: number;
  /** One of two sizes. */
  runs(brief: number, long: number): number;
}

/** Brief runs are the same every time; long ones begin somewhere else unless they are told where. */
export function resolveFuzzScale(environment: Readonly<Record<string, string | undefined>> = process.env): FuzzScale {
  const long = environment.LARKWIRE_LONG === "1";
  const given = environment.LARKWIRE_SEED;
  const seed = given === undefined || given === "" ? (long ? Date.now() % 2 ** 31 : 1) : Number(given);
  if (!Number.isInteger(seed)) throw new Error("LARKWIRE_SEED must be a whole number");
  return { long, seed, runs: (brief, full) => (long ? full : brief) };
}
