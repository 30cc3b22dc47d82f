import { LarkwireError } from "../../errors.ts";

/** The moment at which the answer leaves, or turns out not to. */
export class Departure {
  /** When it left, in monotonic ms. */
  readonly promise: Promise<number>;
  #resolve: (at: number) => void = () => {};
  #reject: (error: LarkwireError) => void = () => {};

  constructor() {
    this.promise = new Promise<number>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  settle(sent: boolean, at: number): void {
    if (sent) this.#resolve(at);
    else this.#reject(new LarkwireError("ANSWER_NOT_SENT", "The answer could not leave"));
  }
}
