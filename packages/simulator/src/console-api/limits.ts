/** What bounds the console's side. */
export const consoleLimits = {
  /** Characters of a text that is written into a chat. */
  maxTextLength: 5_000,
  /** Pages that listen at the same time. */
  maxStreams: 64,
  /** Events that wait for a page that does not read; beyond it the stream ends and the page starts anew. */
  maxWaitingEvents: 2000,
} as const;
