/** What bounds the open API. */
export const openApiLimits = {
  /** The longest text of a message has 150 KB; escaping it as JSON in JSON can double that: 512 KiB. */
  maxBodyBytes: 524_288,
  /** 150 KiB. */
  maxTextBytes: 153_600,
  /** Cards and posts: 30 KiB. */
  maxRichContentBytes: 30_720,
  /** 10 MiB. */
  maxImageBytes: 10_485_760,
  /** 30 MiB. */
  maxFileBytes: 31_457_280,
  /** Files that come at the same time; one more is answered as beyond a rate limit. */
  maxUploads: 16,
  /** What a form has besides its file: 16 KiB. */
  maxFormFieldsBytes: 16_384,
  /** A request for a token of an app without a secret: 32 KiB. */
  maxTokenRequestBytes: 32_768,
  /** Characters of a signed assertion: 8 KiB. */
  maxAssertionLength: 8_192,
  /** Cards in the delayed-update API: 100 KiB. */
  maxUpdatedCardBytes: 102_400,
  /** Kinds of calls that are counted at a time, for a second and for a minute; beyond it the longest begun is forgotten. */
  maxCallWindows: 10_000,
  /** Remembered `uuid`s of sent messages. */
  maxUuids: 10_000,
} as const;
