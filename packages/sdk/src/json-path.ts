/** The step of a path to a member. Values make up names: what could break a line or blow it up is quoted and cut. */
function stepTo(name: string): string {
  return /^[\w-]{1,64}$/.test(name) ? `.${name}` : `[${JSON.stringify(name.slice(0, 64))}]`;
}

/** The path of a member of what stands at a path; the whole value stands at the empty one. */
export function memberPath(path: string, name: string): string {
  const step = stepTo(name);
  return path === "" && step.startsWith(".") ? name : path + step;
}
