import { LarkwireError } from "../../errors.ts";
import { type ApiRequest, type ApiResponse, type QueryValue, type RequestOptions, toSegment } from "../api-request.ts";
import type { WireResponse } from "../dialect.ts";
import type { Download } from "../download.ts";
import type { FileSource, FormFile } from "../multipart.ts";
import { isRecord } from "../refusal.ts";

/** What resources call. */
export interface Caller {
  request<Data>(request: ApiRequest, options?: RequestOptions): Promise<ApiResponse<Data>>;
  /** Without a token, and gives back the whole answer. */
  ask(request: ApiRequest, options?: RequestOptions): Promise<WireResponse>;
  upload<Data>(request: ApiRequest, file: FormFile, options?: RequestOptions): Promise<ApiResponse<Data>>;
  download(request: ApiRequest, options?: RequestOptions): Promise<Download>;
}

/**
 * One API: `json` names fields of the body that travel as JSON text; `file` the part of a form, or the answer; `open` is
 * one that takes no token.
 */
export interface Api {
  readonly method: ApiRequest["method"];
  readonly path: string;
  readonly json: readonly string[];
  readonly file?: string | undefined;
  readonly open?: true;
}

/** How each method of a resource is called over the wire. */
export type ApisOf<Resource> = { readonly [Name in keyof Resource]: Api };

interface Payload {
  readonly path?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, QueryValue>>;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An API with a JSON answer; fields of fields are written `card.data`. */
export function api(method: ApiRequest["method"], path: string, ...json: readonly string[]): Api {
  return { method, path, json };
}

/** An API that takes a form whose part `file` is a file. */
export function uploadApi(path: string, file: string): Api {
  return { method: "POST", path, json: [], file };
}

/** An API that answers with a file. */
export function downloadApi(path: string): Api {
  return { method: "GET", path, json: [], file: "" };
}

/** An API that issues what others are called with. */
export function tokenApi(path: string): Api {
  return { method: "POST", path, json: [], open: true };
}

/** A resource whose methods call the APIs of their names. */
export function createResource<Resource extends object>(caller: Caller, apis: ApisOf<Resource>): Resource {
  const bound = Object.entries<Api>(apis).map(([name, described]) => [
    name,
    (payload: Payload = {}, options?: RequestOptions) => callApi(caller, described, payload, options),
  ]);
  return Object.fromEntries(bound) as Resource;
}

async function callApi(
  caller: Caller,
  { method, path, json, file, open }: Api,
  { path: ids = {}, params, data }: Payload,
  options?: RequestOptions,
): Promise<unknown> {
  const request = { method, path: path.replace(/:(\w+)/g, (_, name: string) => toSegment(name, ids[name])), params };
  if (open) return caller.ask({ ...request, data }, options);
  if (file === "") return caller.download(request, options);
  if (file === undefined) return caller.request({ ...request, data: json.reduce(withText, data) }, options);
  const { [file]: source, ...fields } = data ?? {};
  if (!isFileSource(source)) throw new LarkwireError("CONFIG_INVALID", `${file} is neither bytes, a Blob nor a stream`);
  const fileName = typeof fields.file_name === "string" ? fields.file_name : file;
  return caller.upload({ ...request, data: fields }, { name: file, fileName, source }, options);
}

/** The platform wants some fields as texts that hold JSON. */
function withText(data: Payload["data"], field: string): Payload["data"] {
  if (data === undefined) return undefined;
  const [name = "", ...rest] = field.split(".");
  const value = data[name];
  if (rest.length > 0) return isRecord(value) ? { ...data, [name]: withText(value, rest.join(".")) } : data;
  return typeof value === "object" ? { ...data, [name]: JSON.stringify(value) } : data;
}

function isFileSource(value: unknown): value is FileSource {
  return value instanceof Uint8Array || value instanceof Blob || (isRecord(value) && Symbol.asyncIterator in value);
}
