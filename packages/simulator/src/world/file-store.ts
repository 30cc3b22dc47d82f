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
