/**
 * The shared types that a payload needs, directly and through one another.
 *
 * @param {unknown} schema
 * @param {Readonly<Record<string, unknown>>} definitions
 * @param {Set<string>} [found]
 * @returns {Set<string>}
 */
export function findReferences(schema, definitions, found = new Set()) {
  if (typeof schema !== "object" || schema === null) return found;
  const name = schema.$ref;
  if (typeof name === "string" && !found.has(name)) {
    if (!Object.hasOwn(definitions, name)) throw new Error(`The schemas refer to ${name}, which they do not define`);
    found.add(name);
    findReferences(definitions[name], definitions, found);
  }
  for (const child of Object.values(schema)) findReferences(child, definitions, found);
  return found;
}

/**
 * Where each shared type stands: beside the events of the only area that needs it, or in the area `shared`.
 *
 * @param {readonly { area: string, schema: unknown }[]} events
 * @param {Readonly<Record<string, unknown>>} definitions
 * @returns {Map<string, string>} areas by the type's name
 */
export function placeSharedTypes(events, definitions) {
  const areas = new Map();
  for (const { area, schema } of events) {
    for (const name of findReferences(schema, definitions)) {
      areas.set(name, (areas.get(name) ?? area) === area ? area : "shared");
    }
  }
  return areas;
}
