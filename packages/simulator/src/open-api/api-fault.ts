/** An answer of the open API that is not a success. */
export class ApiFault extends Error {
  override readonly name = "ApiFault";
  readonly code: number;
  /** HTTP status. */
  readonly status: 200 | 400 | 413;

  constructor(code: number, msg: string, status: 200 | 400 | 413 = 400) {
    super(msg);
    this.code = code;
    this.status = status;
  }
}
