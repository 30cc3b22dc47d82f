import { z } from "zod";
import type { StoredFile } from "../../world/file-store.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute, type Call } from "../api-route.ts";
import { openApiLimits } from "../limits.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { imageFormatOf } from "./image-format.ts";
import { createFormReader } from "./read-form.ts";
import { createResourceRoute } from "./resource-route.ts";
import { toDownload } from "./to-download.ts";

const invalid = 234_001;
const imageFields = z.object({ image_type: z.enum(["message", "avatar"]) });
const fileFields = z.object({
  file_type: z.enum(["opus", "mp4", "pdf", "doc", "xls", "ppt", "stream"]),
  file_name: z.string().min(1),
  duration: z.string().regex(/^\d+$/).optional(),
});

/** `/open-apis/im/v1/images` and `/files`: uploads, and downloads of what the app itself has uploaded. */
export function createFileRoutes(api: OpenApiContext): readonly ApiRoute[] {
  const { identifiers } = api;
  const { files } = api.world;
  const readForm = createFormReader(api);
  return [
    apiRoute("POST /open-apis/im/v1/images", { invalid }, async ({ app, request }) => {
      const { fields, file } = await readForm(request, "image", openApiLimits.maxImageBytes);
      const { image_type: type } = parseFields(imageFields, fields);
      const contentType = imageFormatOf(file);
      if (contentType === undefined) throw new ApiFault(234_011, "Can't recognize the image format.");
      const key = identifiers.imageKey();
      files.put({ key, appId: app.appId, kind: "image", type, name: key, contentType, bytes: file });
      return { image_key: key };
    }),
    apiRoute("POST /open-apis/im/v1/files", { invalid }, async ({ app, request }) => {
      const { fields, file } = await readForm(request, "file", openApiLimits.maxFileBytes);
      const { file_type: type, file_name: name } = parseFields(fileFields, fields);
      const key = identifiers.fileKey();
      const contentType = "application/octet-stream";
      files.put({ key, appId: app.appId, kind: "file", type, name, contentType, bytes: file });
      return { file_key: key };
    }),
    apiRoute("GET /open-apis/im/v1/images/:key", { invalid }, (call) => toDownload(findOwn(call, "image"))),
    apiRoute("GET /open-apis/im/v1/files/:key", { invalid }, (call) => toDownload(findOwn(call, "file"))),
    createResourceRoute(api),
  ];

  /** @throws ApiFault */
  function findOwn({ app, ids }: Call, kind: StoredFile["kind"]): StoredFile {
    const file = files.find(ids.key ?? "");
    if (file?.kind !== kind) throw new ApiFault(invalid, `Invalid request param: there is no such ${kind}.`);
    if (file.appId !== app.appId) throw new ApiFault(234_008, "The app is not the resource sender.");
    return file;
  }
}

/** @throws ApiFault */
function parseFields<Fields>(schema: z.ZodType<Fields>, fields: Readonly<Record<string, string>>): Fields {
  const { data, error } = schema.safeParse(fields);
  if (data !== undefined) return data;
  throw new ApiFault(invalid, `Invalid request param: ${error?.issues[0]?.path.join(".")}.`);
}
