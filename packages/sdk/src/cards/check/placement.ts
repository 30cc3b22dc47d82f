import type { Place } from "./place.ts";

/** Containers that stand in each other at most so deep. */
const maxDepth = 5;
/** Also where components stand in what is no container, such as a column in a column: five column sets are eleven levels. */
const maxLevel = 16;

/** Tags of components that people use. */
export const interactiveTags: ReadonlySet<string> = new Set([
  "button",
  "checker",
  "date_picker",
  "input",
  "multi_select_person",
  "multi_select_static",
  "overflow",
  "picker_datetime",
  "picker_time",
  "select_img",
  "select_person",
  "select_static",
]);

const containers: ReadonlySet<string> = new Set(["column_set", "form", "interactive_container", "collapsible_panel"]);

/** In JSON 1.0 these stand in an `action` module, not at the root. */
const inActionModule: ReadonlySet<string> = new Set([
  "button",
  "date_picker",
  "overflow",
  "picker_datetime",
  "picker_time",
  "select_person",
  "select_static",
]);

/** What an interactive container of JSON 1.0 holds. */
const inContainer1: ReadonlySet<string> = new Set([
  "checker",
  "column_set",
  "div",
  "img",
  "interactive_container",
  "markdown",
  "note",
]);

/** Tells what cannot stand where it stands. */
export function checkPlacement(tag: string, at: Place): void {
  const { parent, inForm } = at.around;
  const wrong = (problem: string, mend: string): void => at.fault("placement", problem, mend);
  if (parent === "column_set") {
    if (tag !== "column") wrong(`A column_set holds columns, not ${tag}`, `Put the ${tag} into a column.`);
  } else if (tag === "column") {
    wrong("A column stands in a column_set only", "Put it into the columns of a column_set.");
  } else if ((tag === "form" || tag === "table") && parent !== "root") {
    wrong(`A ${tag} stands at the root of a card only`, `Take the ${tag} out of the ${parent}.`);
  } else if (tag.startsWith("multi_select_") && !inForm) {
    at.fault("form-only", "Menus for several values stand in forms only", "Put it into a form.");
  } else if (parent === "action" && !interactiveTags.has(tag)) {
    wrong(`An action holds what people use, not ${tag}`, `Take the ${tag} out of the action.`);
  } else if (parent === "div" && tag !== "img" && !interactiveTags.has(tag)) {
    wrong(`Beside a div stands an image or what people use, not ${tag}`, "Use a column_set.");
  } else if (at.version === "1.0") {
    checkPlacement1(tag, parent, wrong);
  }
}

function checkPlacement1(tag: string, parent: string, wrong: (problem: string, mend: string) => void): void {
  if (parent === "root" && inActionModule.has(tag)) {
    wrong(`A ${tag} at the root stands in an action module`, 'Write { "tag": "action", "actions": [ … ] } around it.');
  } else if (parent === "column" && tag === "overflow") {
    wrong("A column holds no overflow in JSON 1.0", "Take the overflow out of the column.");
  } else if (parent === "interactive_container" && !inContainer1.has(tag)) {
    wrong(`An interactive_container of JSON 1.0 holds no ${tag}`, `Use ${[...inContainer1].join(", ")}.`);
  } else if (parent === "form" && (tag === "chart" || tag === "div")) {
    wrong(`A form of JSON 1.0 holds no ${tag}`, tag === "div" ? "Use a markdown." : "Put it outside the form.");
  }
}

/** The place of what is in a component; `undefined` where it stands too deep to look into. */
export function insideOf(tag: string, at: Place): Place | undefined {
  const depth = at.around.depth + (containers.has(tag) ? 1 : 0);
  const level = at.around.level + 1;
  if (depth > maxDepth || level > maxLevel) {
    at.fault("nesting", "Too many components stand in each other", `Nest at most ${maxDepth} containers.`);
    return undefined;
  }
  return at.inside({ parent: tag, depth, level, inForm: at.around.inForm || tag === "form" });
}
