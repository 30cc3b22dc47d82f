/** How images of each format begin, in hex; a dot stands for any digit. */
const beginnings: Readonly<Record<string, RegExp>> = {
  "image/jpeg": /^ffd8ff/,
  "image/png": /^89504e470d0a1a0a/,
  "image/gif": /^474946383[79]61/,
  "image/webp": /^52494646.{8}57454250/,
  "image/bmp": /^424d/,
  "image/x-icon": /^00000100/,
  "image/tiff": /^(49492a00|4d4d002a)/,
  "image/heic": /^.{8}66747970(68656963|68656978|6d696631)/,
};

/** The content type of an image by its first bytes, `undefined` where the platform would not know it. */
export function imageFormatOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 16)).toString("hex");
  return Object.keys(beginnings).find((type) => beginnings[type]?.test(head));
}
