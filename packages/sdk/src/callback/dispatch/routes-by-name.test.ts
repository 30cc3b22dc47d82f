import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexByName } from "./routes-by-name.ts";

const route = (id: number, name?: string) => ({ id, match: name === undefined ? undefined : { name } });
const clicked = (name: unknown) => ({ action: { tag: "button", name } });

describe("the routes that a click may belong to", () => {
  it("are those for its name and those for any name, in the order in which they were registered", () => {
    const name = fc.constantFrom("approve", "reject", "__proto__", "", undefined);
    fc.assert(
      fc.property(fc.array(name), name, (names, click) => {
        const routes = names.map((each, id) => route(id, each));
        const expected = routes.filter(({ match }) => match === undefined || match.name === click);

        expect(indexByName(routes)(clicked(click))).toEqual(expected);
      }),
    );
  });

  it.each([
    [{}],
    [{ action: null }],
    [{ action: "approve" }],
    [clicked(1)],
    [clicked(["approve"])],
    [clicked("other")],
  ])("of %o are those for any name", (event) => {
    expect(indexByName([route(1, "approve"), route(2)])(event)).toEqual([route(2)]);
  });
});
