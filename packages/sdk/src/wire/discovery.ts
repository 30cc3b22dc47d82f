import { type ErrorCode, LarkwireError } from "../errors.ts";
import { toPlatformText } from "./platform-text.ts";
import { applySettings, type ConnectionSettings, defaultSettings } from "./settings.ts";

/** Where, behind the domain, a client asks for the address of its WebSocket. */
export const discoveryPath = "/callback/ws/endpoint";

/** The code with which our simulator refuses a store app. Ours: what the platform itself says to one is unconfirmed. */
export const storeAppRefusedCode = 1000040347;

/** The code for an app that has as many connections as it may have; the handshake uses it too. */
export const connectionLimitCode = 1000040350;

/** What endpoint discovery came to. */
export type DiscoveryAnswer =
  | {
      readonly type: "endpoint";
      /** Carries credentials: never to be logged as it is. */
      readonly url: string;
      /** `device_id` of the URL, "" when there is none. */
      readonly connectionId: string;
      /** `service_id` of the URL, which every ping repeats. */
      readonly serviceId: number;
      readonly settings: ConnectionSettings;
    }
  | { readonly type: "retry" | "fatal"; readonly error: LarkwireError };

/** What proves who asks: a secret, or a signed assertion (RFC 7523). */
export type DiscoveryProof =
  | { readonly appSecret: string; readonly clientAssertion?: undefined }
  | { readonly appSecret?: undefined; readonly clientAssertion: string };

/** Writes the body of the discovery request. */
export function encodeDiscoveryRequest({
  appId,
  appSecret = "",
  clientAssertion,
}: DiscoveryProof & { readonly appId: string }): string {
  return JSON.stringify({ AppID: appId, AppSecret: appSecret, ClientAssertion: clientAssertion });
}

interface DiscoveryBody {
  readonly code?: unknown;
  readonly msg?: unknown;
  readonly data?: unknown;
}

interface EndpointData {
  readonly URL?: unknown;
  readonly ClientConfig?: unknown;
}

/** Codes of the answer's body that mean something to a client; any other refuses for good. */
const retryCodes: ReadonlySet<number> = new Set([1, 1000040343]);
const fatalCodes: ReadonlyMap<number, ErrorCode> = new Map([
  [403, "ENDPOINT_REFUSED"],
  [514, "CREDENTIALS_REFUSED"],
  [10003, "CREDENTIALS_REFUSED"],
  [10014, "CREDENTIALS_REFUSED"],
  [1000040344, "CREDENTIALS_REFUSED"],
  [1000040346, "CREDENTIALS_REFUSED"],
  [storeAppRefusedCode, "STORE_APP_REFUSED"],
  [connectionLimitCode, "CONNECTION_LIMIT"],
  [1000040351, "WRONG_DOMAIN"],
]);

/**
 * Reads the answer to a discovery request; never throws.
 *
 * @param domain - where the request went: a `ws:` address from an `https:` domain is refused
 */
export function parseDiscovery(status: number, body: string, domain: string): DiscoveryAnswer {
  const { code, msg, data }: DiscoveryBody = parseObject(body) ?? {};
  if (typeof code === "number" && code !== 0 && (status === 200 || fatalCodes.has(code))) {
    return parseRefusal(code, toPlatformText(msg));
  }
  if (status !== 200) return retry(statusError(status), `the domain answered with HTTP status ${status}`);
  if (code !== 0) return retry("ENDPOINT_MALFORMED", "the answer to endpoint discovery is not {code, msg, data}");
  const { URL: address, ClientConfig }: EndpointData = isObject(data) ? data : {};
  if (typeof address !== "string")
    return retry("ENDPOINT_MALFORMED", "the answer to endpoint discovery has no data.URL");
  return parseEndpoint(address, ClientConfig, domain);
}

function parseRefusal(code: number, msg: string): DiscoveryAnswer {
  const platform = { code, msg };
  const detail = `endpoint discovery answered ${code} "${msg}"`;
  if (retryCodes.has(code)) return { type: "retry", error: new LarkwireError("ENDPOINT_BUSY", detail, { platform }) };
  const known =
    fatalCodes.get(code) ?? (/\b(store|isv)[ _-]?app/i.test(msg) ? "STORE_APP_REFUSED" : "ENDPOINT_REFUSED");
  return { type: "fatal", error: new LarkwireError(known, detail, { platform }) };
}

function parseEndpoint(address: string, clientConfig: unknown, domain: string): DiscoveryAnswer {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || (url.protocol !== "wss:" && url.protocol !== "ws:") || url.hash !== "") {
    return retry("ENDPOINT_MALFORMED", "data.URL of endpoint discovery is not a WebSocket address");
  }
  if (url.protocol === "ws:" && /^https:/i.test(domain)) {
    const detail = `endpoint discovery over https handed out the address ws://${url.host}`;
    return { type: "fatal", error: new LarkwireError("ENDPOINT_INSECURE", detail) };
  }
  const serviceId = toServiceId(url.searchParams.get("service_id"));
  if (serviceId === undefined) return retry("ENDPOINT_MALFORMED", "data.URL of endpoint discovery has no service_id");
  return {
    type: "endpoint",
    url: address,
    connectionId: url.searchParams.get("device_id") ?? "",
    serviceId,
    settings: applySettings(defaultSettings, clientConfig),
  };
}

function retry(code: ErrorCode, detail: string): DiscoveryAnswer {
  return { type: "retry", error: new LarkwireError(code, detail) };
}

function statusError(status: number): ErrorCode {
  if (status === 429 || status >= 500) return "ENDPOINT_BUSY";
  return "ENDPOINT_MALFORMED";
}

function toServiceId(text: string | null): number | undefined {
  if (text === null || !/^-?\d{1,10}$/.test(text)) return undefined;
  const value = Number(text);
  return value === (value | 0) ? value : undefined;
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
