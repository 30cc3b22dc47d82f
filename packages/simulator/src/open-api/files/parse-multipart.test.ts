import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMultipart } from "./parse-multipart.ts";

const form = (...parts: string[]) =>
  Buffer.from([...parts.map((part) => `--b\r\n${part}\r\n`), "--b--\r\n"].join(""), "latin1");
const parse = (body: Buffer, contentType = "multipart/form-data; boundary=b") => parseMultipart(contentType, body);
const field = (name: string, value: string) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;

describe("a form", () => {
  it("has fields, and files with and without a file name", () => {
    const file =
      'content-disposition: form-data; filename="a"; name="c"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n--a';
    const parts = parse(form(field("a", "1"), field("b", "\xff\r\n\r\n"), file));

    expect([...(parts ?? [])].map(([name, value]) => [name, value.toString("latin1")])).toEqual([
      ["a", "1"],
      ["b", "\xff\r\n\r\n"],
      ["c", "\x89PNG\r\n--a"],
    ]);
  });

  it("may quote its boundary, and have a preamble", () => {
    const body = Buffer.concat([Buffer.from("preamble\r\n"), form(field("a", ""))]);

    expect(parse(body, 'Multipart/Form-Data; charset=utf-8; boundary="b"')?.get("a")).toEqual(Buffer.alloc(0));
  });

  it.each([
    ["another content type", form(field("a", "1")), "application/json"],
    ["no boundary", form(field("a", "1")), "multipart/form-data"],
    ["another boundary", form(field("a", "1")), "multipart/form-data; boundary=c"],
    ["no end", Buffer.from(`--b\r\n${field("a", "1")}`), undefined],
    ["a part without a name", form("X: y\r\n\r\n1"), undefined],
    ["17 parts", form(...Array.from({ length: 17 }, (_, index) => field(String(index), "1"))), undefined],
    ["nothing", Buffer.alloc(0), undefined],
  ])("is none with %s", (_, body, contentType) => {
    expect(parse(body, contentType)).toBeUndefined();
  });

  it("can be anything at all", () => {
    const pieces = fc.constantFrom("--b", "\r\n", "--", field("a", "1"), "\r\n\r\n", "x");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (written) => {
        parse(Buffer.from(written.join("")));
      }),
    );
  });

  it("holds any bytes that are not its boundary", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const value = Buffer.from(bytes).toString("latin1");
        fc.pre(!value.includes("\r\n--b"));
        expect(parse(form(field("a", value)))?.get("a")).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
