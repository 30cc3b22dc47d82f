import { type Context, createContext, useContext } from "react";
import type { FormValues } from "./form-fields.ts";

/** The form around a component. */
export interface FormScope {
  readonly values: FormValues;
  /** Required fields that held the last submit back. */
  readonly missing: ReadonlySet<string>;
  setValue(name: string, value: unknown): void;
  /** The values to send, or `undefined` when a required one is missing. */
  submit(): FormValues | undefined;
  reset(): void;
}

export const FormScopeContext: Context<FormScope | undefined> = createContext<FormScope | undefined>(undefined);

export function useForm(): FormScope | undefined {
  return useContext(FormScopeContext);
}
