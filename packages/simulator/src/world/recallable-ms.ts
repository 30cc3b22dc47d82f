/** How long its sender can recall a message: a day, in milliseconds. */
export const recallableMs: number = 24 * 60 * 60_000;
