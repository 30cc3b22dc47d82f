import Select from "@douyinfe/semi-ui-19/lib/es/select";
import { type ReactElement, useId } from "react";
import { fieldIn, type JsonObject, listIn, stringIn } from "../../api/json.ts";
import { useMessages } from "../../ui/i18n/language.tsx";
import { textOf } from "../card-text.ts";
import { type CardScene, type ComponentProperties, useScene } from "../scene.ts";
import { useField } from "../use-field.ts";
import { Labelled, useControlName, usePlaceholder } from "./labelled.tsx";

const maxOptions = 300;

interface Option {
  readonly value: string;
  readonly label: string;
}

export function SelectStatic({ element }: ComponentProperties): ReactElement {
  const scene = useScene();
  return <Choice element={element} multiple={false} options={optionsOf(element, scene)} />;
}

export function MultiSelectStatic({ element }: ComponentProperties): ReactElement {
  const scene = useScene();
  return <Choice element={element} multiple={true} options={optionsOf(element, scene)} />;
}

export function SelectPerson({ element }: ComponentProperties): ReactElement {
  const scene = useScene();
  return <Choice element={element} multiple={false} options={peopleOf(element, scene)} />;
}

export function MultiSelectPerson({ element }: ComponentProperties): ReactElement {
  const scene = useScene();
  return <Choice element={element} multiple={true} options={peopleOf(element, scene)} />;
}

function Choice(props: {
  readonly element: JsonObject;
  readonly multiple: boolean;
  readonly options: readonly Option[];
}): ReactElement {
  const { element, multiple, options } = props;
  const id = useId();
  const field = useField(element);
  const { card } = useMessages();
  return (
    <Labelled element={element} id={id} missing={field.missing}>
      <Select
        id={id}
        className="card-select"
        multiple={multiple}
        maxTagCount={3}
        value={field.value as string | string[] | undefined}
        optionList={[...options]}
        placeholder={usePlaceholder(element, card.select)}
        aria-label={useControlName(element, card.select)}
        disabled={field.disabled}
        loading={field.pending}
        validateStatus={field.missing ? "error" : "default"}
        onChange={(value) => {
          field.setValue(value);
          if (typeof value === "string") field.send({ option: value });
        }}
      />
    </Labelled>
  );
}

function optionsOf(element: JsonObject, scene: CardScene): readonly Option[] {
  return listIn(element, "options")
    .slice(0, maxOptions)
    .flatMap((option) => {
      const value = stringIn(option, "value");
      const label = textOf(fieldIn(option, "text"), scene.locale);
      return value === undefined ? [] : [{ value, label: label === "" ? value : label }];
    });
}

/** The persons that the card offers; nobody or only strangers means: the members of the chat. */
function peopleOf(element: JsonObject, { people }: CardScene): readonly Option[] {
  const offered = listIn(element, "options")
    .map((option) => stringIn(option, "value") ?? "")
    .filter((id) => people.has(id));
  const ids = offered.length > 0 ? offered : [...people.keys()];
  return ids.slice(0, maxOptions).map((id) => ({ value: id, label: people.get(id) ?? id }));
}
