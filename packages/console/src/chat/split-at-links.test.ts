import { expect, it } from "vitest";
import { splitAtLinks } from "./split-at-links.ts";

const words = (text: string) => ({ type: "words", text });
const link = (url: string) => ({ type: "link", url });

it.each([
  ["no link", [], [words("no link")]],
  ["", ["https://a.example"], []],
  ["see https://a.example.", ["https://a.example"], [words("see "), link("https://a.example"), words(".")]],
  [
    "https://a.example/1 https://a.example/12 https://a.example/1",
    ["https://a.example/1", "https://a.example/12"],
    [link("https://a.example/1"), words(" "), link("https://a.example/12"), words(" "), link("https://a.example/1")],
  ],
  ["elsewhere", ["https://a.example", ""], [words("elsewhere")]],
])("a text is cut at its links: %j", (text, urls, parts) => {
  expect(splitAtLinks(text, urls)).toEqual(parts);
});
