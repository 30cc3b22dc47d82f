import { ApiFault } from "./api-fault.ts";

/** What is asked for of a list. */
export interface PageQuery {
  readonly page_size: number;
  readonly page_token?: string | undefined;
}

/** One page of a list. @param invalid - the code for a token that no page came with @throws ApiFault */
export function takePage<Item>(
  all: readonly Item[],
  { page_size, page_token = "0" }: PageQuery,
  invalid: number,
): { readonly items: readonly Item[]; readonly has_more: boolean; readonly page_token: string } {
  const start = /^\d{1,9}$/.test(page_token) ? Number(page_token) : Number.NaN;
  if (!(start <= all.length)) throw new ApiFault(invalid, "invalid request parameter: page_token");
  const end = start + page_size;
  const has_more = end < all.length;
  return { items: all.slice(start, end), has_more, page_token: has_more ? String(end) : "" };
}
