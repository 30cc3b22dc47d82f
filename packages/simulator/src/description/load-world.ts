import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { SimulatorError } from "../world/simulator-error.ts";
import { type WorldDescription, worldDescription } from "./world-description.ts";

/** 4 MiB: a description is written by hand. */
const maxFileBytes = 4_194_304;

/** Reads a world from a YAML or JSON file. @throws SimulatorError WORLD_INVALID, with the path in it and what mends it */
export async function loadWorld(file: string): Promise<WorldDescription> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new SimulatorError("WORLD_INVALID", `${file} cannot be read: ${error.code ?? error.message}.`);
  });
  if (Buffer.byteLength(text) > maxFileBytes) {
    throw new SimulatorError("WORLD_INVALID", `${file} has more than ${maxFileBytes} bytes.`);
  }
  return parseWorld(text, file);
}

/** @param source - what errors call it @throws SimulatorError WORLD_INVALID */
export function parseWorld(text: string, source: string): WorldDescription {
  const parsed = worldDescription.safeParse(parseYaml(text, source) ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SimulatorError(
    "WORLD_INVALID",
    `${source}: ${issue?.path.join(".") || "the whole"}: ${issue?.message ?? "not as expected"}. See world.schema.json.`,
  );
}

function parseYaml(text: string, source: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : "").split("\n");
    throw new SimulatorError("WORLD_INVALID", `${source} is neither YAML nor JSON: ${line}`);
  }
}
