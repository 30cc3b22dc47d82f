import { LarkwireError } from "../../errors.ts";
import type { Awaitable, Clock, KeyValue } from "../../ports.ts";
import { type Envelope, maxIdLength } from "../open/envelope.ts";
import { isJsonObject } from "../open/parse-json.ts";
import { isPromiseLike, wait } from "./awaitable.ts";
import type { TenantPort } from "./context.ts";

/** What previews that came too late may take of memory where no storage is given. */
export const previewLimits: { readonly maxPreviews: number; readonly maxPreviewBytes: number } = {
  maxPreviews: 1_000,
  maxPreviewBytes: 8 * 2 ** 20,
};

/** The platform lets clients ask again for a link once in this time, in ms. */
const refreshGapMs = 5_000;
/** The platform takes as many people in one call. */
const maxPeople = 100;

/** A link in a message, as one person sees it. */
export interface SeenLink {
  readonly previewToken: string;
  readonly openId: string;
  readonly key: string;
}

/** The link that a preview is for; `undefined` for one that is not in a message yet, or when it is no preview that is asked for. */
export function seenLink({ name, appId, event }: Envelope): SeenLink | undefined {
  if (name !== "url.preview.get") return undefined;
  const previewToken = idIn(event.context, "preview_token");
  const openId = idIn(event.operator, "open_id");
  if (previewToken === undefined || openId === undefined) return undefined;
  return { previewToken, openId, key: `larkwire:preview:${JSON.stringify([appId, previewToken, openId])}` };
}

/** What {@link LatePreviews} stands on. */
export interface LatePreviewsOptions {
  readonly memory: KeyValue;
  readonly clock: Clock;
  /** For how long a preview is kept, in ms. */
  readonly ttlMs: number;
  readonly report: (error: LarkwireError) => void;
}

/**
 * Previews that came too late. The platform takes none by itself: it can only be asked to let clients ask again, who are then
 * given what was kept.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v2/url_preview/batch_update
 */
export class LatePreviews {
  readonly #options: LatePreviewsOptions;
  /** By token, those that were refreshed last at the end: a link that is always in use must not keep the others from being forgotten. */
  readonly #refreshes = new Map<string, Refresh>();

  constructor(options: LatePreviewsOptions) {
    this.#options = options;
  }

  /** What was kept, as JSON. A storage that fails has kept nothing. */
  find({ key }: SeenLink): Awaitable<string | undefined> {
    const fail = (cause: unknown): undefined =>
      this.#options.report(LarkwireError.from(cause, "STORAGE_FAILED")) as undefined;
    try {
      const kept = this.#options.memory.get(key);
      return isPromiseLike(kept) ? kept.then(undefined, fail) : kept;
    } catch (cause) {
      return fail(cause);
    }
  }

  /** @throws STORAGE_FAILED */
  async keep({ key }: SeenLink, json: string): Promise<void> {
    try {
      await this.#options.memory.set(key, json, this.#options.ttlMs);
    } catch (cause) {
      throw LarkwireError.from(cause, "STORAGE_FAILED");
    }
  }

  /** Lets the person's clients ask again, together with others who wait for the same link: the platform counts calls. */
  async refresh({ previewToken, openId }: SeenLink, api: TenantPort): Promise<void> {
    const { clock } = this.#options;
    const refresh = this.#refreshOf(previewToken);
    refresh.openIds.add(openId);
    while (refresh.openIds.has(openId)) {
      const waitMs = refresh.notBefore - clock.monotonic();
      if (waitMs > 0) {
        await wait(clock, waitMs);
        continue;
      }
      const openIds = [...refresh.openIds].slice(0, maxPeople);
      for (const taken of openIds) refresh.openIds.delete(taken);
      refresh.notBefore = clock.monotonic() + refreshGapMs;
      this.#refreshes.delete(previewToken);
      this.#refreshes.set(previewToken, refresh);
      await api.refreshPreview(previewToken, openIds);
    }
  }

  #refreshOf(previewToken: string): Refresh {
    const now = this.#options.clock.monotonic();
    for (const [token, { openIds, notBefore }] of this.#refreshes) {
      if (openIds.size > 0 || notBefore > now) break;
      this.#refreshes.delete(token);
    }
    const known = this.#refreshes.get(previewToken);
    if (known !== undefined) return known;
    const refresh = { openIds: new Set<string>(), notBefore: now };
    this.#refreshes.set(previewToken, refresh);
    return refresh;
  }
}

/** Who waits for a link to be refreshed, and how long that must wait. */
interface Refresh {
  readonly openIds: Set<string>;
  notBefore: number;
}

function idIn(holder: unknown, member: string): string | undefined {
  const id = isJsonObject(holder) ? holder[member] : undefined;
  return typeof id === "string" && id !== "" && id.length <= maxIdLength ? id : undefined;
}
