import type { Identifiers } from "./identifiers.ts";

/** Beyond this many the oldest are forgotten. */
const maxPreviews = 10_000;

/** A link in a message, and whom its app tells what it leads to. */
export interface Preview {
  readonly token: string;
  readonly appId: string;
  readonly messageId: string;
  readonly url: string;
  /** When the app was last asked anew, wall-clock ms. */
  readonly refreshedAt: number | undefined;
}

/** The links that apps have been asked about. */
export class Previews {
  readonly #identifiers: Identifiers;
  readonly #previews = new Map<string, Preview>();

  constructor(identifiers: Identifiers) {
    this.#identifiers = identifiers;
  }

  issue(link: Pick<Preview, "appId" | "messageId" | "url">): Preview {
    return this.#put({ ...link, token: this.#identifiers.uuid(), refreshedAt: undefined });
  }

  find(token: string): Preview | undefined {
    return this.#previews.get(token);
  }

  refresh(preview: Preview, now: number): void {
    this.#put({ ...preview, refreshedAt: now });
  }

  clear(): void {
    this.#previews.clear();
  }

  #put(preview: Preview): Preview {
    this.#previews.set(preview.token, preview);
    for (const oldest of this.#previews.keys()) {
      if (this.#previews.size <= maxPreviews) break;
      this.#previews.delete(oldest);
    }
    return preview;
  }
}
