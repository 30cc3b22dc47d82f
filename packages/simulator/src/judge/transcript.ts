/** What went over the wire, kept as it was: it is written out only when somebody reads the record. */
export interface Transcript {
  /** What it holds, in bytes. */
  readonly size: number;
  /** HTTP headers, or those of the first frame. */
  headers(): Readonly<Record<string, string>>;
  /** The HTTP body, or the frames in hex, a line each. */
  raw(): string;
}

/** Of a question that never left. */
export const emptyTranscript: Transcript = { size: 0, headers: () => ({}), raw: () => "" };

/** An HTTP message, which is text anyway. */
export function transcribeHttp(headers: Readonly<Record<string, string>>, body: string): Transcript {
  return { size: body.length, headers: () => headers, raw: () => body };
}
