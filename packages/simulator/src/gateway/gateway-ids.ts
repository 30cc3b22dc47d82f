/** The random parts of addresses and frames. */
export interface GatewayIds {
  uuid(): string;
  hex(length: number): string;
  digits(count: number): string;
  /** A 64-bit id beyond what a JavaScript number holds exactly. */
  sequence(): bigint;
  logId(nowMs: number): string;
}
