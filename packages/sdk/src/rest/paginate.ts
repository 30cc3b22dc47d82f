import { LarkwireError } from "../errors.ts";
import type { ApiRequest, ApiResponse } from "./api-request.ts";
import { isRecord } from "./refusal.ts";

/** A list of the platform that comes in pages. */
export interface PageRequest extends ApiRequest {
  /**
   * The field of the answer that has the list.
   *
   * @default "items"
   */
  readonly list?: string | undefined;
  /**
   * More pages than that throw API_MALFORMED.
   *
   * @default 1_000
   */
  readonly maxPages?: number | undefined;
}

/** The items of all pages, each page asked for when the one before is used up. */
export async function* paginate<Item>(
  { list = "items", maxPages = 1_000, params, ...request }: PageRequest,
  call: (request: ApiRequest) => Promise<ApiResponse<unknown>>,
): AsyncGenerator<Item, void, undefined> {
  let token: string | undefined;
  for (let pages = 1; ; pages++) {
    const { data } = await call({
      ...request,
      params: { ...params, ...(token !== undefined && { page_token: token }) },
    });
    const { [list]: items = [], has_more, page_token } = isRecord(data) ? data : {};
    if (!Array.isArray(items)) throw new LarkwireError("API_MALFORMED", `${list} of ${request.path} is no list`);
    yield* items as Item[];
    if (has_more !== true) return;
    if (typeof page_token !== "string" || page_token === "" || page_token === token || pages >= maxPages) {
      throw new LarkwireError("API_MALFORMED", `${request.path} has more, but page ${pages} does not lead on`);
    }
    token = page_token;
  }
}
