import { egressLimits } from "./limits.ts";

/** What is wrong with a request URL, or `undefined`. */
export function findUrlFault(text: string): string | undefined {
  const url = text.length <= egressLimits.maxUrlCharacters ? URL.parse(text) : null;
  const web = url?.protocol === "http:" || url?.protocol === "https:";
  return web ? undefined : "please enter a valid HTTP/HTTPS URL";
}
