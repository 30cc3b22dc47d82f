import { readFile, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { z } from "zod";
import { worldDescription } from "./description/world-description.ts";
import { startSimulator } from "./simulator.ts";

/** With LARKWIRE_UPDATE=1 the document is written anew, to be formatted and committed. */
async function expectShipped(name: string, current: unknown): Promise<void> {
  const file = new URL(`../${name}`, import.meta.url);
  if (process.env.LARKWIRE_UPDATE === "1") await writeFile(file, JSON.stringify(current, undefined, 2));
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(current)));
}

it("ships world.schema.json as worlds are checked", async () => {
  await expectShipped("world.schema.json", z.toJSONSchema(worldDescription, { io: "input" }));
});

it("ships openapi.json as the API is", async () => {
  await using simulator = await startSimulator({ console: false });
  const response = await fetch(`${simulator.domain}/simulator/v1/openapi.json`);
  await expectShipped("openapi.json", await response.json());
});
