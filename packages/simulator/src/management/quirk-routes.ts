import type { QuirkView } from "../console-api/contract.ts";
import { quirkChanges } from "../description/quirk-schema.ts";
import type { Platform } from "../platform.ts";
import { quirkNames, quirkTable } from "../world/quirks.ts";
import { answers } from "./answers.ts";
import { type Route, route } from "./route.ts";

/** What the platform does where its sources contradict each other. */
export function createQuirkRoutes({ quirks }: Platform): readonly Route[] {
  const read = (): { readonly items: readonly QuirkView[] } => {
    return { items: quirkNames.map((name) => ({ name, value: quirks.current[name], ...quirkTable[name] })) };
  };
  return [
    route(
      "get",
      "/quirks",
      {
        summary: "What the platform does where its sources contradict each other.",
        input: answers.nothing,
        output: answers.quirks,
      },
      read,
    ),
    route(
      "put",
      "/quirks",
      {
        summary: "Lets the platform do otherwise from now on; what is missing stays as it is.",
        input: quirkChanges,
        output: answers.quirks,
      },
      (changes) => {
        quirks.change(changes);
        return read();
      },
    ),
  ];
}
