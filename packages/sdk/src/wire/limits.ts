/** The bounds of everything that the wire accepts, with their defaults. */
export const wireLimits = {
  /** One WebSocket message: 4 MiB. */
  maxFrameBytes: 4_194_304,
  /** Headers of one frame. */
  maxHeaders: 1_024,
  /** Fragments that one message may be split into. */
  maxFragments: 1_024,
  /** Messages of which only some fragments have come. */
  maxPartialMessages: 256,
  /** All fragments that wait for others: 64 MiB. */
  maxPartialBytes: 67_108_864,
  /** How long the first fragment of a message waits for the others. */
  partialTtlMs: 15_000,
  /** The answer to endpoint discovery: 64 KiB. */
  maxDiscoveryBytes: 65_536,
} as const;
