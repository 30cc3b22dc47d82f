import type { SeededRandom } from "./seeded-random.ts";

type Mutation = (bytes: Uint8Array, random: SeededRandom) => Uint8Array;

/** Numbers at which length and sign change their size. */
const edges = [0x00, 0x01, 0x7f, 0x80, 0xff, 0xfe, 0x0a, 0x22, 0x5c, 0x7b, 0x7d] as const;

const mutations: readonly [Mutation, ...Mutation[]] = [
  /** A bit turned. */
  (bytes, random) => changed(bytes, random, (byte) => byte ^ (1 << random.below(8))),
  /** Another byte. */
  (bytes, random) => changed(bytes, random, () => random.pick(edges)),
  /** A number one more or one less. */
  (bytes, random) => changed(bytes, random, (byte) => byte + (random.chance(0.5) ? 1 : -1)),
  /** Cut off. */
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  /** Begun too late. */
  (bytes, random) => bytes.subarray(random.below(bytes.length + 1)),
  /** Something left out. */
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return spliced(bytes, at, at + 1 + random.below(8), new Uint8Array(0));
  },
  /** Something put in. */
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    const length = random.chance(0.02) ? 2_000 : 1 + random.below(8);
    const added = Uint8Array.from({ length }, () => (random.chance(0.5) ? random.pick(edges) : random.below(256)));
    return spliced(bytes, at, at, added);
  },
  /** A short piece again, elsewhere. */
  (bytes, random) => {
    const from = random.below(bytes.length + 1);
    const at = random.below(bytes.length + 1);
    return spliced(bytes, at, at, bytes.subarray(from, from + 1 + random.below(8)));
  },
  /** Everything twice. */
  (bytes) => spliced(bytes, bytes.length, bytes.length, bytes),
];

/** Bytes that are almost the given ones. */
export function mutateBytes(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  let mutated = bytes;
  for (let rounds = 1 + (random.chance(0.3) ? random.below(4) : 0); rounds > 0; rounds--) {
    mutated = random.pick(mutations)(mutated, random);
  }
  return mutated;
}

function changed(bytes: Uint8Array, random: SeededRandom, change: (byte: number) => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = random.below(copy.length);
  if (copy.length > 0) copy[at] = change(copy[at] ?? 0);
  return copy;
}

function spliced(bytes: Uint8Array, start: number, end: number, between: Uint8Array): Uint8Array {
  const tail = bytes.subarray(end);
  const joined = new Uint8Array(start + between.length + tail.length);
  joined.set(bytes.subarray(0, start));
  joined.set(between, start);
  joined.set(tail, start + between.length);
  return joined;
}
