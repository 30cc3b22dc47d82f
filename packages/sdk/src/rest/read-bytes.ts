import { LarkwireError } from "../errors.ts";

/**
 * The body of a response, bounded.
 *
 * @throws API_MALFORMED when it is longer
 */
export async function readBytes({ body }: Pick<Response, "body">, maxBytes: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    length += part.value.length;
    if (length > maxBytes) {
      reader.cancel().catch(() => undefined);
      throw new LarkwireError("API_MALFORMED", `The response is longer than maxResponseBytes = ${maxBytes}`);
    }
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
