import { LarkwireError } from "../../errors.ts";

/** The moment at which the answer leaves, or turns out not to. */
export class Departure {
  readonly promise: Promise<void>;
  #resolve: () => void = () => {};
  #reject: (error: LarkwireError) => void = () => {};

  constructor(sent: boolean | undefined) {
    this.promise = new Promise<void>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (sent !== undefined) this.settle(sent);
  }

  settle(sent: boolean): void {
    if (sent) this.#resolve();
    else this.#reject(new LarkwireError("ANSWER_NOT_SENT", "The answer could not leave"));
  }
}
