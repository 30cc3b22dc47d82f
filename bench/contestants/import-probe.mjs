// @ts-check
// Imports modules in a fresh process and tells what that took: `node import-probe.mjs import|require <module> …`
import { createRequire } from "node:module";

const [, , way, ...modules] = process.argv;
const require = createRequire(import.meta.url);
const begin = performance.now();
for (const each of modules) {
  if (way === "require") require(each);
  else await import(each);
}
const milliseconds = performance.now() - begin;
console.log(JSON.stringify({ milliseconds, residentBytes: process.memoryUsage().rss }));
