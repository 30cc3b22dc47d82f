import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

/** What a page may load: its own scripts and data, nothing from elsewhere. Styles are inline in its component library. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

export interface StaticFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The files of a build, by path. Only files that were there at the start are ever served, so no path can lead elsewhere. */
export class StaticFiles {
  readonly #files: ReadonlyMap<string, string>;

  private constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
  }

  /** Lists a directory; one that is missing has no files. */
  static async list(directory: string | undefined): Promise<StaticFiles> {
    if (directory === undefined) return new StaticFiles(new Map());
    const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return new StaticFiles(new Map(paths.map((path) => [relative(directory, path).split(sep).join("/"), path])));
  }

  /** @param path - without a leading slash; the empty path is the page itself */
  async read(path: string): Promise<StaticFile | undefined> {
    const name = path === "" ? "index.html" : path;
    const file = this.#files.get(name);
    if (file === undefined) return undefined;
    const body = await readFile(file).catch(() => undefined);
    if (body === undefined) return undefined;
    return {
      body: new Uint8Array(body),
      headers: {
        "Content-Type": contentTypes[extname(name)] ?? "application/octet-stream",
        "Content-Security-Policy": contentSecurityPolicy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        // The names of assets carry a hash of what is in them.
        "Cache-Control": name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      },
    };
  }
}
