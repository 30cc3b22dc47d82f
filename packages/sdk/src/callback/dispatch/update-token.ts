import { LarkwireError } from "../../errors.ts";

const lifeMs = 30 * 60_000;
const uses = 2;

/**
 * The credential of one click for updating its card: 30 minutes, two uses.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/uMDO1YjLzgTN24yM4UjN
 */
export class UpdateToken {
  readonly #token: string | undefined;
  readonly #clickedAt: number;
  #left = uses;

  constructor(token: string | undefined, clickedAt: number) {
    this.#token = token;
    this.#clickedAt = clickedAt;
  }

  /**
   * Takes one use.
   *
   * @throws UPDATE_TOKEN_MISSING, UPDATE_TOKEN_EXPIRED, UPDATE_TOKEN_SPENT
   */
  take(now: number): string {
    if (this.#token === undefined) throw new LarkwireError("UPDATE_TOKEN_MISSING", "This callback has no update token");
    if (now - this.#clickedAt >= lifeMs) throw new LarkwireError("UPDATE_TOKEN_EXPIRED", "The click is too long ago");
    if (this.#left === 0) throw new LarkwireError("UPDATE_TOKEN_SPENT", "The card was already updated twice");
    this.#left -= 1;
    return this.#token;
  }
}
