import { expect, it } from "vitest";
import { splitAtMentions } from "./split-at-mentions.ts";

const words = (text: string) => ({ type: "words", text });
const mention = (openId: string, written: string) => ({ type: "mention", openId, written });

it.each([
  ["nobody @here", [words("nobody @here")]],
  ["", []],
  ['hi <at user_id="ou_1">Ada</at>!', [words("hi "), mention("ou_1", "Ada"), words("!")]],
  ['<at user_id="all"></at><at user_id="ou_2">Ben</at>', [mention("all", ""), mention("ou_2", "Ben")]],
  ['<at id="ou_1"></at>', [words('<at id="ou_1"></at>')]],
])("a text is cut where somebody is mentioned: %j", (text, parts) => {
  expect(splitAtMentions(text)).toEqual(parts);
});
