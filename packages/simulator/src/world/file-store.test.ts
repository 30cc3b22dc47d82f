import { expect, it } from "vitest";
import { FileStore, type StoredFile } from "./file-store.ts";

const file = (key: string, bytes = new Uint8Array(1)): StoredFile => ({
  key,
  appId: "cli_1",
  kind: "file",
  type: "stream",
  name: "a",
  contentType: "application/octet-stream",
  bytes,
});

it("forgets the oldest beyond 256 MiB", () => {
  const files = new FileStore();
  // The same bytes under several keys count each time, and take the memory of one.
  const half = new Uint8Array(128 * 2 ** 20);
  for (const key of ["a", "b", "b", "c"]) files.put(file(key, half));

  expect(files.list().map(({ key }) => key)).toEqual(["b", "c"]);
});

it("forgets the oldest beyond 10,000", () => {
  const files = new FileStore();
  for (let index = 0; index <= 10_000; index++) files.put(file(String(index)));

  expect(files.find("0")).toBeUndefined();
  expect(files.find("1")).toBeDefined();
  expect(files.list()).toHaveLength(10_000);
});
