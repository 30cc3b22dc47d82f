/** The random parts of addresses and frames. */
export interface GatewayIds {
  uuid(): string;
  hex(length: number): string;
  digits(count: number): string;
  /** 32 of them, as a number. */
  bits(): number;
  logId(nowMs: number): string;
}
