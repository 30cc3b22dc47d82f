/** What bounds the long connection. */
export const gatewayLimits = {
  ticketTtlMs: 60_000,
  /** Tickets that wait for their client, of all apps. */
  maxTickets: 10_000,
  /** 4 MiB. */
  maxFrameBytes: 4_194_304,
  /** Questions of one app that wait for an answer. */
  maxPending: 10_000,
  /** Frames that may wait behind one that a fault lets trickle. */
  maxWaitingFrames: 1_000,
  /** What may wait in memory for a client that does not read: 16 MiB. */
  maxBufferedBytes: 16_777_216,
} as const;
