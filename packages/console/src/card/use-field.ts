import type { ClickedAction } from "@larkwire/simulator/contract";
import { useId, useState } from "react";
import { booleanIn, type JsonObject, stringIn } from "../api/json.ts";
import { callbackValueOf } from "./button-plan.ts";
import { initialValueOf } from "./form-fields.ts";
import { useForm } from "./form-scope.ts";
import { useScene } from "./scene.ts";

/** A component that holds a value: in a form the form keeps it, elsewhere every choice is a click. */
export interface Field {
  readonly value: unknown;
  readonly inForm: boolean;
  readonly missing: boolean;
  readonly pending: boolean;
  readonly disabled: boolean;
  setValue(value: unknown): void;
  /** Sends the choice, unless the component stands in a form. */
  send(choice: Omit<ClickedAction, "tag" | "value">): void;
}

export function useField(element: JsonObject): Field {
  const id = useId();
  const scene = useScene();
  const form = useForm();
  const name = stringIn(element, "name");
  const [own, setOwn] = useState(() => initialValueOf(element));
  const inForm = form !== undefined && name !== undefined && name !== "";

  return {
    value: inForm ? form.values[name] : own,
    inForm,
    missing: inForm && form.missing.has(name),
    pending: scene.pendingId === id,
    disabled: booleanIn(element, "disabled") === true || (scene.pendingId !== undefined && scene.pendingId !== id),
    setValue(value) {
      if (inForm) form.setValue(name, value);
      else setOwn(value);
    },
    send(choice) {
      if (form !== undefined) return;
      const value = callbackValueOf(element);
      const action = { tag: stringIn(element, "tag") ?? "", ...(value === undefined ? {} : { value }), ...choice };
      scene.confirm(element, () => scene.act(id, action));
    },
  };
}
