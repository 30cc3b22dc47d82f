import { ApiFault } from "../api-fault.ts";
import { openApiLimits } from "../limits.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { RateLimitedCall } from "../rate-limits/rate-limited-call.ts";
import { parseMultipart } from "./parse-multipart.ts";

/** A form with one file, as uploads are. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Uint8Array;
}

/** @param part - the file's @param maxFileBytes - more of it are refused while they come @throws ApiFault */
type ReadForm = (request: Request, part: string, maxFileBytes: number) => Promise<Form>;

/** Reads forms, several at a time; what comes beyond them is answered as beyond a rate limit. */
export function createFormReader(api: OpenApiContext): ReadForm {
  let uploads = 0;
  return async (...upload) => {
    if (uploads >= openApiLimits.maxUploads) throw new RateLimitedCall();
    uploads += 1;
    try {
      return await readForm(api, ...upload);
    } finally {
      uploads -= 1;
    }
  };
}

async function readForm(
  { readBytes }: OpenApiContext,
  request: Request,
  part: string,
  maxFileBytes: number,
): Promise<Form> {
  const bytes = await readBytes(request, maxFileBytes + openApiLimits.maxFormFieldsBytes);
  if (bytes === undefined) throw new ApiFault(234_006, "The file size exceed the max value.");
  const parts = parseMultipart(request.headers.get("Content-Type") ?? "", bytes);
  const file = parts?.get(part);
  if (parts === undefined || file === undefined) {
    throw new ApiFault(234_001, `Invalid request param: a form of multipart/form-data whose part ${part} is a file.`);
  }
  if (file.length > maxFileBytes) throw new ApiFault(234_006, "The file size exceed the max value.");
  if (file.length === 0) throw new ApiFault(234_010, "File's size can't be 0.");
  const others = [...parts].filter(([name]) => name !== part).map(([name, value]) => [name, value.toString()]);
  return { fields: Object.fromEntries(others), file };
}
