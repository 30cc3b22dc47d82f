import type { Random } from "./random.ts";

/** Every byte in hex: writing numbers out one by one would be half of what a delivery costs. */
const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Makes ids that look like the platform's. */
export class Identifiers {
  readonly #random: Random;
  /** The last second that was written out: most ids fall into it. */
  #dated = { second: Number.NaN, digits: "" };

  constructor(random: Random) {
    this.#random = random;
  }

  /** `cli_` and 16 hex digits: the official Node SDK refuses anything else. */
  appId(): string {
    return `cli_${this.hex(16)}`;
  }

  messageId(): string {
    return `om_${this.hex(32)}`;
  }

  chatId(): string {
    return `oc_${this.hex(32)}`;
  }

  threadId(): string {
    return `omt_${this.hex(32)}`;
  }

  imageKey(): string {
    return `img_v3_${this.uuid()}`;
  }

  fileKey(): string {
    return `file_v3_${this.uuid()}`;
  }

  openId(): string {
    return `ou_${this.hex(32)}`;
  }

  unionId(): string {
    return `on_${this.hex(32)}`;
  }

  /** The credential of delayed updates, which comes with a click. */
  updateToken(): string {
    return `c-${this.hex(40)}`;
  }

  appAccessToken(): string {
    return `a-${this.hex(40)}`;
  }

  /** What a store app is pushed, to buy tokens with. */
  appTicket(): string {
    return this.hex(32);
  }

  tenantAccessToken(): string {
    return `t-${this.hex(40)}`;
  }

  secret(): string {
    return this.hex(32);
  }

  /** Random as RFC 9562, version 4, has it. */
  uuid(): string {
    const variant = this.#pick("89ab");
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${variant}${this.hex(3)}-${this.hex(12)}`;
  }

  /** 34 characters that begin with the date, as the platform's logs have them. */
  logId(nowMs: number): string {
    const second = Math.floor(nowMs / 1000);
    if (second !== this.#dated.second) {
      const digits = new Date(nowMs).toISOString().replace(/\D/g, "").slice(0, 14);
      this.#dated = { second, digits };
    }
    return this.#dated.digits + this.hex(20).toUpperCase();
  }

  /** A 64-bit id beyond what a JavaScript number holds exactly. */
  sequence(): bigint {
    return (1n << 62n) | BigInt(`0x${this.hex(15)}`);
  }

  /** A number of so many digits, the first not 0. */
  digits(count: number): string {
    return this.#pick("123456789") + Array.from({ length: count - 1 }, () => this.#pick("0123456789")).join("");
  }

  hex(length: number): string {
    let digits = "";
    while (digits.length < length) digits += this.#eightHexDigits();
    return digits.slice(0, length);
  }

  #eightHexDigits(): string {
    const bits = Math.floor(this.#random() * 2 ** 32);
    return `${hexOf[bits >>> 24]}${hexOf[(bits >>> 16) & 255]}${hexOf[(bits >>> 8) & 255]}${hexOf[bits & 255]}`;
  }

  #pick(alphabet: string): string {
    return alphabet.charAt(Math.floor(this.#random() * alphabet.length));
  }
}
