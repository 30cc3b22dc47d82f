import type { StoredFile } from "../../world/file-store.ts";

/** A file as it is downloaded. */
export function toDownload({ bytes, contentType, name }: StoredFile): Response {
  return new Response(Uint8Array.from(bytes), {
    headers: {
      "Content-Type": contentType,
      "Content-Disposition": toDisposition(name),
      "Content-Length": String(bytes.length),
    },
  });
}

/** The official Python SDK reads `filename` alone, and fails without it: its bytes are UTF-8, which HTTP takes for Latin-1. */
function toDisposition(name: string): string {
  const quoted = name.replace(/\p{Cc}/gu, "_").replace(/["\\]/g, "\\$&");
  const raw = Buffer.from(quoted).toString("latin1");
  return `attachment; filename="${raw}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
