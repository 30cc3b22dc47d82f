import type { ApiResponse, RequestOptions } from "../api-request.ts";
import type { Download } from "../download.ts";
import type { FileSource } from "../multipart.ts";
import { type ApisOf, downloadApi, uploadApi } from "./resource.ts";

/** Images of messages and avatars. */
export interface ImageResource {
  /**
   * Uploads an image; `onProgress` in the options tells how far it is.
   *
   * @see https://open.feishu.cn/document/server-docs/im-v1/image/create
   * @throws FILE_UNREADABLE when its stream breaks
   */
  create(
    payload: { readonly data: { readonly image_type: "message" | "avatar"; readonly image: FileSource } },
    options?: RequestOptions,
  ): Promise<ApiResponse<{ readonly image_key: string }>>;
  /**
   * Downloads an image that the app itself has uploaded.
   *
   * @see https://open.feishu.cn/document/server-docs/im-v1/image/get
   */
  get(payload: { readonly path: { readonly image_key: string } }, options?: RequestOptions): Promise<Download>;
}

/** Kinds of files; everything else is a `stream`. */
export type FileType = "opus" | "mp4" | "pdf" | "doc" | "xls" | "ppt" | "stream";

/** Files of messages. */
export interface FileResource {
  /**
   * Uploads a file; `duration` in ms is for sound and video.
   *
   * @see https://open.feishu.cn/document/server-docs/im-v1/file/create
   * @throws FILE_UNREADABLE when its stream breaks
   */
  create(
    payload: {
      readonly data: {
        readonly file_type: FileType;
        readonly file_name: string;
        readonly duration?: number | undefined;
        readonly file: FileSource;
      };
    },
    options?: RequestOptions,
  ): Promise<ApiResponse<{ readonly file_key: string }>>;
  /**
   * Downloads a file that the app itself has uploaded.
   *
   * @see https://open.feishu.cn/document/server-docs/im-v1/file/get
   */
  get(payload: { readonly path: { readonly file_key: string } }, options?: RequestOptions): Promise<Download>;
}

/** How the methods of {@link ImageResource} are called over the wire. */
export const imageApis: ApisOf<ImageResource> = {
  create: uploadApi("/open-apis/im/v1/images", "image"),
  get: downloadApi("/open-apis/im/v1/images/:image_key"),
};

/** How the methods of {@link FileResource} are called over the wire. */
export const fileApis: ApisOf<FileResource> = {
  create: uploadApi("/open-apis/im/v1/files", "file"),
  get: downloadApi("/open-apis/im/v1/files/:file_key"),
};
