import { type AppCredentials, assertTo } from "../credentials.ts";
import { LarkwireError } from "../errors.ts";
import {
  type DiscoveryAnswer,
  type DiscoveryProof,
  discoveryPath,
  encodeDiscoveryRequest,
  parseDiscovery,
} from "../wire/discovery.ts";
import { wireLimits } from "../wire/limits.ts";

/** The part of `fetch` that discovery needs. */
export type Post = (url: string, request: PostRequest) => Promise<PostResponse>;

/** What is handed to {@link Post}; `redirect: "manual"` because a redirect must not carry the App Secret elsewhere. */
export interface PostRequest {
  readonly method: "POST";
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}

/** What comes back from {@link Post}. */
export interface PostResponse {
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** Who asks, and where. */
export interface DiscoveryRequest {
  readonly domain: string;
  readonly appId: string;
  readonly credentials: AppCredentials;
}

/** Asks the platform for the address of a connection; never rejects. */
export async function discover(
  { domain, appId, credentials }: DiscoveryRequest,
  post: Post,
  signal: AbortSignal,
): Promise<DiscoveryAnswer> {
  try {
    const proof = await toProof(domain, credentials);
    const response = await post(`${domain}${discoveryPath}`, {
      method: "POST",
      headers: { "content-type": "application/json", locale: "zh", "user-agent": "larkwire" },
      body: encodeDiscoveryRequest({ appId, ...proof }),
      redirect: "manual",
      signal,
    });
    return parseDiscovery(response.status, await readText(response.body), domain);
  } catch (cause) {
    if (LarkwireError.is(cause, "CONFIG_INVALID")) return { type: "fatal", error: cause };
    if (LarkwireError.is(cause)) return { type: "retry", error: cause };
    const detail = `endpoint discovery at ${domain} failed: ${reasonOf(cause)}`;
    return { type: "retry", error: new LarkwireError("ENDPOINT_UNREACHABLE", detail, { cause }) };
  }
}

async function toProof(domain: string, { appSecret, clientAssertion }: AppCredentials): Promise<DiscoveryProof> {
  return clientAssertion === undefined ? { appSecret } : { clientAssertion: await assertTo(domain, clientAssertion) };
}

async function readText(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  if (body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > wireLimits.maxDiscoveryBytes) {
      const detail = `the answer to endpoint discovery has more than ${wireLimits.maxDiscoveryBytes} bytes`;
      throw new LarkwireError("ENDPOINT_MALFORMED", detail);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** The code underneath, such as ECONNREFUSED: fetch itself only says "fetch failed". */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown reason";
  const { cause: inner } = cause;
  if (inner instanceof Error) return "code" in inner && typeof inner.code === "string" ? inner.code : inner.message;
  return cause.message;
}
