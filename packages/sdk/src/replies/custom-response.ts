/** An HTTP answer of the handler's own, in place of a reply. Made by {@link customResponse}. */
export class CustomResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;

  constructor(status: number, headers: Readonly<Record<string, string>>, body: string) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** What {@link customResponse} takes. */
export interface CustomResponseInit {
  /**
   * An HTTP status from 200 to 599. The platform shows its users an error for anything but 200.
   *
   * @default 200
   */
  readonly status?: number | undefined;
  /**
   * Headers by name.
   *
   * @default JSON in UTF-8 as the content type
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * A string is sent as it is, anything else as JSON.
   *
   * @default an empty body
   */
  readonly body?: unknown;
}

/**
 * Answers with a status, headers and body of one's own.
 *
 * @example
 * ```ts
 * import { CardActionHandler, customResponse } from "larkwire";
 *
 * export const cards = new CardActionHandler({ verificationToken: "…" }, () =>
 *   customResponse({ status: 400, body: { content: "hello", i18n: { zh_cn: "你好", en_us: "hello" } } }),
 * );
 * ```
 */
export function customResponse({ status = 200, headers = {}, body = "" }: CustomResponseInit): CustomResponse {
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
  return new CustomResponse(
    status,
    typed ? headers : { "content-type": "application/json; charset=utf-8", ...headers },
    typeof body === "string" ? body : (JSON.stringify(body) ?? ""),
  );
}
