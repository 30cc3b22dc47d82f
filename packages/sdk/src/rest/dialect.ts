/** The body of every response of the platform; token APIs put their fields beside `code`, others into `data`. */
export interface WireResponse {
  readonly code: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** How a host writes its answers, put into the words of the open API; nothing when that is not how it writes. */
export type Dialect = (body: Readonly<Record<string, unknown>>, status: number) => WireResponse | undefined;

/** The open API: always a code. */
export const openApiDialect: Dialect = (body) => {
  const { code, msg = "" } = body;
  return typeof code === "number" ? { ...body, code, msg: toMessage(msg) } : undefined;
};

/**
 * OAuth: an `error` when it refuses, which may have a code as well.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export const oauthDialect: Dialect = (body, status) => {
  const { code, error, error_description = error, msg = error_description } = body;
  const hasCode = typeof code === "number" && code !== 0;
  if (hasCode || (error !== undefined && status < 500))
    return { ...body, code: hasCode ? code : status, msg: toMessage(msg) };
  return status === 200 ? { ...body, code: 0, msg: "ok" } : undefined;
};

function toMessage(text: unknown): string {
  return String(text).slice(0, 1_000);
}
