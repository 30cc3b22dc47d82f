/** More parts than any upload has. */
const maxParts = 16;

/**
 * The parts of a form by name, `undefined` where it is none. A file may come without a file name, as the official SDKs send
 * buffers: a parser of the web would take it for a text.
 */
export function parseMultipart(contentType: string, body: Buffer): ReadonlyMap<string, Buffer> | undefined {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";\s]{1,70})"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const delimiter = `\r\n--${boundary}`;
  const parts = new Map<string, Buffer>();
  let start = body.indexOf(delimiter.slice(2)) + delimiter.length - 2;
  while (body.toString("latin1", start, start + 2) === "\r\n") {
    const headEnd = body.indexOf("\r\n\r\n", start);
    const end = body.indexOf(delimiter, headEnd);
    const name = /^content-disposition:.*\bname="([^"]*)"/im.exec(body.toString("utf8", start, headEnd))?.[1];
    if (headEnd < 0 || end < 0 || name === undefined || parts.size === maxParts) return undefined;
    parts.set(name, body.subarray(headEnd + 4, end));
    start = end + delimiter.length;
  }
  return body.toString("latin1", start, start + 2) === "--" ? parts : undefined;
}
