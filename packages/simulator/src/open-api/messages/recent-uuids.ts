import { openApiLimits } from "../limits.ts";

/** How long the same `uuid` sends only one message, in milliseconds. */
const memoryMs = 60 * 60_000;

/** Which message each `uuid` of an app has sent. */
export class RecentUuids {
  readonly #sent = new Map<string, { readonly messageId: string; readonly expiresAt: number }>();

  find(appId: string, uuid: string | undefined, now: number): string | undefined {
    const known = uuid === undefined ? undefined : this.#sent.get(`${appId} ${uuid}`);
    return known !== undefined && known.expiresAt > now ? known.messageId : undefined;
  }

  remember(appId: string, uuid: string | undefined, messageId: string, now: number): void {
    if (uuid === undefined) return;
    const key = `${appId} ${uuid}`;
    this.#sent.delete(key);
    this.#sent.set(key, { messageId, expiresAt: now + memoryMs });
    for (const [oldest, { expiresAt }] of this.#sent) {
      if (expiresAt > now && this.#sent.size <= openApiLimits.maxUuids) break;
      this.#sent.delete(oldest);
    }
  }
}
