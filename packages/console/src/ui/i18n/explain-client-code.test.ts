import { expect, it } from "vitest";
import { clientCodesZh } from "./client-codes-zh.ts";
import { explainClientCode } from "./explain-client-code.ts";

it.each([
  ["in the simulator's words where the page has none", {}, "No answer. Here: 500.", "No answer. Here: 500.", "Look."],
  ["in the page's words", clientCodesZh, "No answer.", "应用应答的状态码不是 200。", clientCodesZh[200671]?.mend],
  [
    "with what was seen",
    clientCodesZh,
    "No answer. Here: 500.",
    "应用应答的状态码不是 200。（500）",
    clientCodesZh[200671]?.mend,
  ],
])("a client code is explained %s", (_, texts, cause, explained, mend) => {
  expect(explainClientCode({ code: 200671, cause, mend: "Look." }, texts)).toEqual({ cause: explained, mend });
});

it("a remedy that depends on the case is kept", () => {
  const explained = explainClientCode({ code: 200672, cause: "Wrong. Here: card.", mend: "Mend card." }, clientCodesZh);
  expect(explained).toEqual({ cause: "应答的结构有误。（card）", mend: "Mend card." });
});
