/** What bounds the management API. */
export const managementLimits = {
  /** 1 MiB. */
  maxBodyBytes: 1_048_576,
  /** Characters of a name. */
  maxNameLength: 200,
  /** Exchanges or messages in one answer. */
  maxItems: 500,
  /** Tenants, apps, users and chats that may be made, each. */
  maxEntities: 10_000,
  /** Worlds that are kept to go back to. */
  maxSnapshots: 100,
  /** How many times as fast as real time virtual time may run. */
  maxSpeed: 1_000_000,
  /** The longest step of virtual time, 30 days in milliseconds. */
  maxAdvanceMs: 2_592_000_000,
} as const;
