import type { Random } from "./random.ts";

const hexDigits = Buffer.from("0123456789abcdef");
/** What one number gives. */
const digitsPerDraw = 8;
/** Where ids are written before they become text: joining strings would be half of what a delivery costs. */
const scratch = Buffer.alloc(64);
const dash = 0x2d;
const dashesOfUuid = [8, 13, 18, 23];

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
    this.#draw(36);
    for (const at of dashesOfUuid) scratch[at] = dash;
    scratch[14] = hexDigits[4] ?? 0;
    scratch[19] = hexDigits[8 + ((scratch[19] ?? 0) & 3)] ?? 0;
    return scratch.toString("latin1", 0, 36);
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

  /** A number of so many digits, the first not 0. */
  digits(count: number): string {
    return this.#pick("123456789") + Array.from({ length: count - 1 }, () => this.#pick("0123456789")).join("");
  }

  hex(length: number): string {
    this.#draw(length);
    return scratch.toString("latin1", 0, length);
  }

  /** 32 of them, as a number. */
  bits(): number {
    return Math.floor(this.#random() * 2 ** 32);
  }

  /** Writes hex digits from the beginning of the scratch. */
  #draw(length: number): void {
    for (let at = 0; at < length; at += digitsPerDraw) {
      let bits = this.bits();
      for (let index = 0; index < digitsPerDraw; index++) {
        scratch[at + index] = hexDigits[bits >>> 28] ?? 0;
        bits <<= 4;
      }
    }
  }

  #pick(alphabet: string): string {
    return alphabet.charAt(Math.floor(this.#random() * alphabet.length));
  }
}
