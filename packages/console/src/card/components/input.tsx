import { IconArrowUp } from "@douyinfe/semi-icons";
import { type KeyboardEvent, type ReactElement, useId } from "react";
import { numberIn, stringIn } from "../../api/json.ts";
import { useMessages } from "../../ui/i18n/language.tsx";
import type { ComponentProperties } from "../scene.ts";
import { useField } from "../use-field.ts";
import { Labelled, useControlName, usePlaceholder } from "./labelled.tsx";
import { Spinner } from "./spinner.tsx";

const maxCharacters = 1000;

export function CardInput({ element }: ComponentProperties): ReactElement {
  const id = useId();
  const field = useField(element);
  const { card } = useMessages();
  const type = stringIn(element, "input_type");
  const value = typeof field.value === "string" ? field.value : "";
  const shared = {
    id,
    value,
    className: "card-input",
    disabled: field.disabled,
    maxLength: Math.min(maxCharacters, numberIn(element, "max_length") ?? maxCharacters),
    placeholder: usePlaceholder(element, card.enter),
    "aria-label": useControlName(element, card.enter),
    "aria-invalid": field.missing,
  };
  const send = (): void => field.send({ input_value: value });

  return (
    <Labelled element={element} id={id} missing={field.missing}>
      {type === "multiline_text" ? (
        <textarea
          {...shared}
          rows={numberIn(element, "rows") ?? 3}
          onChange={(event) => field.setValue(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          type={type === "password" ? "password" : "text"}
          autoComplete="off"
          onChange={(event) => field.setValue(event.target.value)}
          onKeyDown={(event) => (isSending(event) ? send() : undefined)}
        />
      )}
      {field.inForm ? null : (
        <button
          type="button"
          className="card-input-send"
          aria-label={card.send}
          disabled={field.disabled}
          onClick={send}
        >
          {field.pending ? <Spinner /> : <IconArrowUp size="small" />}
        </button>
      )}
    </Labelled>
  );
}

/** Enter, but not the one that ends a composition of Chinese characters. */
function isSending(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.nativeEvent.isComposing;
}
