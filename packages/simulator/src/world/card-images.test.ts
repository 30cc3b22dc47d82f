import { expect, it } from "vitest";
import { imageKeysOf } from "./card-images.ts";

it("finds images of components, icons, combinations, options and markdown, not what an app says to itself", () => {
  const card = {
    header: { icon: { tag: "custom_icon", img_key: "img_1" } },
    body: {
      elements: [
        { tag: "img", img_key: "img_2" },
        { tag: "img_combination", img_list: [{ img_key: "img_3" }, { img_key: "img_4" }] },
        { tag: "markdown", content: "![a](img_5) ![b](https://example.com/img_6) ![c](img_7)" },
        { tag: "button", behaviors: [{ type: "callback", value: { img_key: "img_8" } }] },
        { tag: "select_img", options: [{ value: "a", img_key: "img_9" }] },
        { tag: "img", img_key: "" },
      ],
    },
  };

  expect([...imageKeysOf(card)]).toEqual(["img_1", "img_2", "img_3", "img_4", "img_5", "img_7", "img_9"]);
});
