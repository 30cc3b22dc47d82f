import { LarkwireError } from "../../errors.ts";
import type { CardActionEvent } from "../../events/callbacks.ts";
import type { Awaitable } from "../../ports.ts";
import { isJsonObject, type JsonObject } from "../open/parse-json.ts";
import { after } from "./awaitable.ts";

/** Any validator that speaks Standard Schema: zod, valibot, arktype … */
export interface Schema<Output> {
  readonly "~standard": {
    readonly validate: (value: unknown) => Awaitable<SchemaResult<Output>>;
  };
}

/** What a schema says: the value, or the issues. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly unknown[] };

/** Which clicks a handler is for; all conditions must hold. */
export interface CardMatch<Value = unknown, Form = unknown> {
  /** The component: `button`, `input`, `select_static` … */
  readonly tag?: string | undefined;
  /** The component's name. */
  readonly name?: string | undefined;
  /** The callback value; the handler gets the schema's output. */
  readonly value?: Schema<Value> | undefined;
  /** The values of a submitted form; the handler gets the schema's output. */
  readonly form?: Schema<Form> | undefined;
}

const conditions: ReadonlySet<string> = new Set(["tag", "name", "value", "form"] satisfies (keyof CardMatch)[]);

/**
 * A condition that is misspelt or of another kind would match every click, and approve what it should not.
 *
 * @throws CONFIG_INVALID
 */
export function assertMatch(match: CardMatch): void {
  const wrong = (detail: string): LarkwireError => new LarkwireError("CONFIG_INVALID", `onCardAction(): ${detail}`);
  if (!isJsonObject(match)) throw wrong("the conditions are an object such as { name: 'approve' }");
  for (const [condition, wanted] of Object.entries(match)) {
    if (!conditions.has(condition)) throw wrong(`there is no condition "${condition}", only tag, name, value and form`);
    if (wanted === undefined) continue;
    const isText = condition === "tag" || condition === "name";
    if (isText && typeof wanted !== "string") throw wrong(`${condition} must be a string`);
    if (!isText && !isSchema(wanted)) throw wrong(`${condition} must be a Standard Schema, such as z.object({ … })`);
  }
}

function isSchema(value: unknown): boolean {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || !("~standard" in value))
    return false;
  const standard = value["~standard"];
  return isJsonObject(standard) && typeof standard.validate === "function";
}

/** Is told where a click does not fit the schemas of a handler that is for its tag and name. */
export type OnMismatch = (paths: readonly string[]) => void;

/** The event for the handler when it matches, `undefined` when it does not. */
export function matchCard(
  event: JsonObject,
  match: CardMatch,
  onMismatch: OnMismatch,
): Awaitable<CardActionEvent | undefined> {
  const action = event.action;
  if (!isJsonObject(action)) return undefined;
  if (match.tag !== undefined && action.tag !== match.tag) return undefined;
  if (match.name !== undefined && action.name !== match.name) return undefined;
  return after(check(match.value, action.value), (value) => {
    if (value.issues !== undefined) {
      onMismatch(pathsOf("value", value.issues));
      return undefined;
    }
    return after(check(match.form, action.form_value), (form) => {
      if (form.issues !== undefined) {
        onMismatch(pathsOf("form_value", form.issues));
        return undefined;
      }
      const checked = {
        ...action,
        ...(match.value && { value: value.value }),
        ...(match.form && { form_value: form.value }),
      };
      return { ...event, action: checked } as unknown as CardActionEvent;
    });
  });
}

function check(schema: Schema<unknown> | undefined, value: unknown): Awaitable<SchemaResult<unknown>> {
  return schema === undefined ? { value } : schema["~standard"].validate(value);
}

const maxPathLength = 128;

/** Where the issues are; what they say may quote values, which are nobody's business but the app's. */
function pathsOf(root: string, issues: readonly unknown[]): readonly string[] {
  return [...new Set(issues.map((issue) => `${root}${pathOf(issue)}`.slice(0, maxPathLength)))];
}

function pathOf(issue: unknown): string {
  const path = isJsonObject(issue) ? issue.path : undefined;
  if (!Array.isArray(path)) return "";
  return path.map((segment: unknown) => `.${String(isJsonObject(segment) ? segment.key : segment)}`).join("");
}
