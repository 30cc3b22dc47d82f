import { describe, expect, it } from "vitest";
import { apiCodes } from "./api-codes.ts";
import { clientCodes } from "./client-codes.ts";

// What the documentation's pages list: delayed update, card entities, common codes, messages, sub-codes of 230099.
const documented = {
  "delayed update": [10002, 11311, 100000, 100030, 200000, 200310, 200320, 300020, 300030, 300040, 300090],
  "card entities": [
    10002, 200220, 200510, 200850, 200740, 200750, 200770, 200810, 200860, 300120, 300121, 300122, 300301, 300302,
    300303, 300305, 300307, 300309, 300310, 300311, 300312, 300313, 300314, 300315, 300317,
  ],
  "every API": [
    10003, 10005, 10012, 10013, 10014, 10015, 10016, 11232, 20014, 99991400, 99991401, 99991403, 99991543, 99991661,
    99991662, 99991663, 99991664, 99991665, 99991668, 99991669, 99991671, 99991672, 99991673, 99991677, 99991679,
    99992351,
  ],
  messages: [
    18051, 230001, 230002, 230006, 230011, 230013, 230015, 230017, 230018, 230019, 230020, 230022, 230025, 230027,
    230028, 230029, 230031, 230034, 230035, 230036, 230038, 230049, 230050, 230053, 230054, 230055, 230071, 230072,
    230075, 230099, 230110, 230111, 232009,
  ],
  "contents of cards": [
    11310, 100290, 200380, 200381, 200550, 200570, 200621, 200732, 200737, 200861, 200914, 200915, 300220, 300230,
    300240,
  ],
};
const shownByClients = [
  200080, 200340, 200341, 200342, 200343, 200345, 200346, 200347, 200530, 200671, 200672, 200673, 200830, 300000,
];

describe("the codes", () => {
  it.each(Object.entries(documented))("of %s each have a cause and a mend", (_, codes) => {
    expect(codes.filter((code) => !apiCodes[code]?.cause || !apiCodes[code].mend)).toEqual([]);
  });

  it("that a client shows each have a cause and a mend", () => {
    expect(shownByClients.filter((code) => !clientCodes[code]?.cause || !clientCodes[code].mend)).toEqual([]);
  });

  it("are only those that are documented", () => {
    expect(Object.keys(apiCodes).map(Number)).toEqual(
      [...new Set(Object.values(documented).flat())].sort((a, b) => a - b),
    );
    expect(Object.keys(clientCodes).map(Number)).toEqual(shownByClients);
  });
});
