/** What bounds a webhook push. */
export const egressLimits = {
  /** A callback's answer is a toast and a card of 30 KB; what is longer than 1 MiB is not read to its end. */
  maxResponseBytes: 1_048_576,
  /** 16 KiB. */
  maxResponseHeaderBytes: 16_384,
  maxUrlCharacters: 2048,
} as const;
