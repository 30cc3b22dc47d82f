import { LarkwireError } from "../errors.ts";
import { findUnsendable } from "../find-unsendable.ts";

/** What every copy of the package knows these by: an app that loads it as ESM and as CommonJS has two. */
const brand = Symbol.for("larkwire.customResponse");

/** An HTTP answer of the handler's own, in place of a reply. Made by {@link customResponse}, and never changed afterwards. */
export class CustomResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;

  /** @throws REPLY_INVALID when HTTP could not carry it */
  constructor(status: number, headers: Readonly<Record<string, string>>, body: string) {
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw new LarkwireError("REPLY_INVALID", `The status must be a whole number from 200 to 599, not ${status}`);
    }
    for (const [name, value] of Object.entries(headers)) assertHeader(name, value);
    this.status = status;
    this.headers = Object.freeze({ ...headers });
    this.body = body;
    Object.defineProperty(this, brand, { value: true });
    Object.freeze(this);
  }

  /** Tells whether a value is one; works across copies of the package. */
  static is(value: object): value is CustomResponse {
    return brand in value;
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
   * Headers by name, one line of Latin-1 each. Those that frame the answer, such as `Content-Length`, are left to the host.
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
 * Answers with a status, headers and body of one's own. Repeats of the delivery get the same answer.
 *
 * @throws REPLY_INVALID when HTTP could not carry it: another status, a header that is none, a body that is no JSON
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
    typeof body === "string" ? body : toJson(body),
  );
}

function toJson(body: unknown): string {
  const unsendable = findUnsendable(body, "body");
  if (unsendable === undefined) return JSON.stringify(body);
  throw new LarkwireError("REPLY_INVALID", `customResponse(): ${unsendable.path}: ${unsendable.problem}`);
}

/** A token and a field value of RFC 9110: whatever else would end the header, or begin another. */
function assertHeader(name: string, value: unknown): void {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    throw new LarkwireError("REPLY_INVALID", `${JSON.stringify(name.slice(0, 100))} cannot be the name of a header`);
  }
  if (typeof value !== "string" || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw new LarkwireError("REPLY_INVALID", `The header ${name.slice(0, 100)} must be one line of Latin-1 characters`);
  }
}
