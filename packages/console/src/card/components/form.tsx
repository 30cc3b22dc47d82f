import { type ReactElement, useMemo, useState } from "react";
import { listIn } from "../../api/json.ts";
import { collectFormFields, type FormValues, missingFields } from "../form-fields.ts";
import { type FormScope, FormScopeContext } from "../form-scope.ts";
import { type ComponentProperties, useScene } from "../scene.ts";
import { Stack } from "./layout.tsx";

/** Keeps what is entered until a submit button sends it. */
export function Form({ element }: ComponentProperties): ReactElement {
  const { renderElements } = useScene();
  const elements = listIn(element, "elements");
  const fields = useMemo(() => collectFormFields(elements), [elements]);
  const initial = useMemo(
    () =>
      Object.fromEntries(
        fields.filter((field) => field.initial !== undefined).map((field) => [field.name, field.initial]),
      ),
    [fields],
  );
  const [values, setValues] = useState<FormValues>(initial);
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());

  const scope: FormScope = {
    values,
    missing,
    setValue(name, value) {
      setValues((current) => ({ ...current, [name]: value }));
      setMissing((current) => new Set([...current].filter((other) => other !== name)));
    },
    submit() {
      const now = missingFields(fields, values);
      setMissing(now);
      return now.size > 0 ? undefined : values;
    },
    reset() {
      setValues(initial);
      setMissing(new Set());
    },
  };
  return (
    <FormScopeContext value={scope}>
      <Stack element={element} style={{ rowGap: 12 }}>
        {renderElements(elements)}
      </Stack>
    </FormScopeContext>
  );
}
