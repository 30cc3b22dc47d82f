/** An event that tells of something that was done. */
export interface Announcement {
  readonly name: string;
  /** The payload. */
  readonly event: object;
  /** Apps that it concerns, by id: whether they are told is up to their subscriptions. */
  readonly to: readonly string[];
  /** Where it was done. */
  readonly tenantKey: string;
  /** Who did it, where it was a person. */
  readonly openId: string | undefined;
}
