import type { StoredFile } from "../../world/file-store.ts";

/** A file as it is downloaded. */
export function toDownload({ bytes, contentType, name }: StoredFile): Response {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  return new Response(Uint8Array.from(bytes), {
    headers: {
      "Content-Type": contentType,
      "Content-Disposition": disposition,
      "Content-Length": String(bytes.length),
    },
  });
}
