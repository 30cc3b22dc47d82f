import { ApiFault } from "../api-fault.ts";
import { openApiLimits } from "../limits.ts";
import type { OpenApiContext } from "../open-api-context.ts";

/** A form with one file, as uploads are. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Uint8Array;
}

/** @param part - the file's @param maxFileBytes - more of it are refused while they come @throws ApiFault */
export async function readForm(
  { readBytes }: OpenApiContext,
  request: Request,
  part: string,
  maxFileBytes: number,
): Promise<Form> {
  const bytes = await readBytes(request, maxFileBytes + openApiLimits.maxFormFieldsBytes);
  const file = bytes === undefined ? undefined : await parseForm(request, bytes, part);
  if (file === undefined || file.file.length > maxFileBytes)
    throw new ApiFault(234_006, "The file size exceed the max value.");
  if (file.file.length === 0) throw new ApiFault(234_010, "File's size can't be 0.");
  return file;
}

/** @throws ApiFault */
async function parseForm(request: Request, bytes: Uint8Array<ArrayBuffer>, part: string): Promise<Form> {
  const headers = { "Content-Type": request.headers.get("Content-Type") ?? "" };
  const form = await new Response(bytes, { headers }).formData().catch(() => undefined);
  const file = form?.get(part);
  if (form === undefined || !(file instanceof Blob)) {
    throw new ApiFault(234_001, `Invalid request param: a form of multipart/form-data whose part ${part} is a file.`);
  }
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return { fields: Object.fromEntries(texts), file: new Uint8Array(await file.arrayBuffer()) };
}
