import { LarkwireError, type PlatformFault } from "../errors.ts";
import { apiCodes } from "../replies/api-codes.ts";

/** What a call is known by in errors: neither its query nor its body is in there. */
interface NamedRequest {
  readonly method: string;
  readonly path: string;
}

/** The error that a refusal of the platform becomes. */
export function toRefusal(request: NamedRequest, platform: PlatformFault): LarkwireError {
  const { code, msg, logId, troubleshooter } = platform;
  const known = apiCodes[subCodeOf(platform) ?? code] ?? apiCodes[code];
  const parts = [
    `${nameOf(request)} was answered ${code}: ${msg}`,
    ...(logId === undefined ? [] : [`log id ${logId}`]),
    ...(troubleshooter === undefined ? [] : [troubleshooter]),
  ];
  return new LarkwireError(
    "API_REFUSED",
    [parts.join(", "), ...(known === undefined ? [] : [known.cause, known.mend])].join(". "),
    { platform },
  );
}

/** A card that is refused has its own code within the text. */
function subCodeOf({ code, msg }: PlatformFault): number | undefined {
  const subCode = code === 230_099 ? /ErrCode: (\d{5,6})/.exec(msg)?.[1] : undefined;
  return subCode === undefined ? undefined : Number(subCode);
}

/** Method and path. */
export function nameOf({ method, path }: NamedRequest): string {
  return `${method} ${path}`;
}

/** "fetch failed" says nothing; the system's code beneath it does. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown reason";
  const { cause: beneath } = cause;
  for (const error of [beneath, cause]) {
    if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  }
  return (beneath instanceof Error ? beneath : cause).name;
}

/** Tells objects from everything else that JSON may be. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
