/** What bounds the open API. */
export const openApiLimits = {
  /** The longest text of a message has 150 KB; escaping it as JSON in JSON can double that: 512 KiB. */
  maxBodyBytes: 524_288,
  /** 150 KiB. */
  maxTextBytes: 153_600,
  /** Cards and posts: 30 KiB. */
  maxRichContentBytes: 30_720,
  /** Cards in the delayed-update API: 100 KiB. */
  maxUpdatedCardBytes: 102_400,
  /** Remembered `uuid`s of sent messages. */
  maxUuids: 10_000,
} as const;
