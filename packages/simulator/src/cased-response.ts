import { type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from "node:http";

type HeaderArgument = string | OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined;

/** As the platform writes them; the rate limits' `x-ogw-*` are in small letters there, too. */
const platformNames = ["Content-Type", "Content-Length", "Content-Disposition", "X-Tt-Logid"];
const casedNames: ReadonlyMap<string, string> = new Map(platformNames.map((name) => [name.toLowerCase(), name]));

/**
 * An answer whose headers are written in the platform's letters. Names of headers have no case, but the official Python SDK
 * looks into a `dict` of them: it finds neither the log id nor a file's name under small letters.
 */
export class CasedResponse extends ServerResponse {
  override writeHead(status: number, ...rest: readonly HeaderArgument[]): this {
    return Reflect.apply(super.writeHead, this, [status, ...rest.map(inPlatformCase)]);
  }
}

function inPlatformCase(headers: HeaderArgument): HeaderArgument {
  if (typeof headers !== "object" || Array.isArray(headers)) return headers;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [casedNames.get(name) ?? name, value]));
}
