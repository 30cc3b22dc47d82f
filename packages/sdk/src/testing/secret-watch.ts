/** Looks for planted secrets in whatever comes out. */
export class SecretWatch {
  readonly #secrets: readonly string[];
  readonly found: string[] = [];
  /** How much was looked at. */
  searched = 0;

  /** @param secrets - long enough not to turn up by chance */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  /** A log port that keeps nothing but what it should not have been told. */
  readonly log = (_level: string, message: string, fields?: Readonly<Record<string, unknown>>): void => {
    this.search(message);
    for (const value of Object.values(fields ?? {})) this.search(value instanceof Error ? told(value) : String(value));
  };

  search(text: string): void {
    this.searched += 1;
    for (const secret of this.#secrets) if (text.includes(secret)) this.found.push(text.slice(0, 300));
  }
}

/** All that a logger could show of an error. */
function told(error: Error): string {
  const parts: string[] = [];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    parts.push(cause.message, JSON.stringify(cause), cause === error ? "" : (cause.stack ?? ""));
  }
  return parts.join("\n");
}
