import { imageKeysOf } from "./card-images.ts";
import type { App } from "./entities.ts";
import type { JsonObject } from "./json.ts";

/** An image or a file that an app has uploaded. */
export interface StoredFile {
  /** `img_` or `file_`, and more. */
  readonly key: string;
  readonly appId: string;
  readonly kind: "image" | "file";
  /** Of a file: what it was said to be; of an image what it is for. */
  readonly type: string;
  readonly name: string;
  /** As it is downloaded. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** The smallest image, a GIF. */
const transparentPixel = Uint8Array.from(
  "GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;",
  (character) => character.charCodeAt(0),
);

/** All files together; beyond that the oldest are forgotten: 256 MiB. */
const maxBytes = 268_435_456;
const maxFiles = 10_000;

/** What apps have uploaded. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();
  #bytes = 0;

  put(file: StoredFile): StoredFile {
    this.#delete(file.key);
    this.#files.set(file.key, file);
    this.#bytes += file.bytes.length;
    for (const oldest of this.#files.keys()) {
      if (this.#bytes <= maxBytes && this.#files.size <= maxFiles) break;
      this.#delete(oldest);
    }
    return file;
  }

  find(key: string): StoredFile | undefined {
    return this.#files.get(key);
  }

  /** An image under a key of its app's choosing, as if the app had uploaded it long ago. */
  addImage({ appId }: App, key: string, bytes: Uint8Array = transparentPixel): void {
    this.put({ key, appId, kind: "image", type: "message", name: key, contentType: "image/gif", bytes });
  }

  /** The key of an image in a card that its app has not uploaded, if there is one. */
  foreignImageOf({ appId }: App, card: JsonObject): string | undefined {
    return [...imageKeysOf(card)].find((key) => this.find(key)?.appId !== appId);
  }

  list(): readonly StoredFile[] {
    return [...this.#files.values()];
  }

  restore(files: readonly StoredFile[]): void {
    for (const { key } of this.list()) this.#delete(key);
    for (const file of files) this.put(file);
  }

  #delete(key: string): void {
    this.#bytes -= this.#files.get(key)?.bytes.length ?? 0;
    this.#files.delete(key);
  }
}
