import { createContext, type ReactElement, type ReactNode, useContext } from "react";
import { isJsonObject, stringIn } from "../api/json.ts";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { useMessages } from "../ui/i18n/language.tsx";
import { CardButton } from "./components/button.tsx";
import { Checker } from "./components/checker.tsx";
import { CollapsiblePanel, InteractiveContainer } from "./components/container.tsx";
import { Form } from "./components/form.tsx";
import { CardImage, ImageCombination } from "./components/image.tsx";
import { CardInput } from "./components/input.tsx";
import { ActionModule, ColumnSet, Rule } from "./components/layout.tsx";
import { Note } from "./components/note.tsx";
import { Overflow } from "./components/overflow.tsx";
import { Person, PersonList } from "./components/person.tsx";
import { Picker } from "./components/picker.tsx";
import { Placeholder } from "./components/placeholder.tsx";
import { MultiSelectPerson, MultiSelectStatic, SelectPerson, SelectStatic } from "./components/select.tsx";
import { Table } from "./components/table.tsx";
import { CardText, Division, Markdown } from "./components/text.tsx";
import type { ComponentProperties } from "./scene.ts";

const components: ReadonlyMap<string, (properties: ComponentProperties) => ReactNode> = new Map([
  ["action", ActionModule],
  ["button", CardButton],
  ["checker", Checker],
  ["collapsible_panel", CollapsiblePanel],
  ["column_set", ColumnSet],
  ["date_picker", Picker],
  ["div", Division],
  ["form", Form],
  ["hr", Rule],
  ["img", CardImage],
  ["img_combination", ImageCombination],
  ["input", CardInput],
  ["interactive_container", InteractiveContainer],
  ["lark_md", ({ element }) => <CardText text={element} />],
  ["markdown", Markdown],
  ["multi_select_person", MultiSelectPerson],
  ["multi_select_static", MultiSelectStatic],
  ["note", Note],
  ["overflow", Overflow],
  ["person", Person],
  ["person_list", PersonList],
  ["picker_datetime", Picker],
  ["picker_time", Picker],
  ["plain_text", ({ element }) => <CardText text={element} />],
  ["select_person", SelectPerson],
  ["select_static", SelectStatic],
  ["table", Table],
] satisfies [string, (properties: ComponentProperties) => ReactNode][]);

const limits = { maxDepth: 10, maxElements: 200 } as const;
const DepthContext = createContext(0);

/** The components of a card or of a container in it, in order. */
export function CardElements({ elements }: { readonly elements: readonly unknown[] }): ReactElement {
  const depth = useContext(DepthContext);
  const { card } = useMessages();
  if (depth >= limits.maxDepth) return <Placeholder>{card.tooMuch}</Placeholder>;
  return (
    <DepthContext value={depth + 1}>
      {elements.slice(0, limits.maxElements).map((element, index) => (
        // A component has no identity of its own but its place in this revision of the card.
        <ErrorBoundary key={String(index)} fallback={<Placeholder>{card.broken}</Placeholder>}>
          <CardElement element={element} />
        </ErrorBoundary>
      ))}
      {elements.length > limits.maxElements ? <Placeholder>{card.tooMuch}</Placeholder> : null}
    </DepthContext>
  );
}

function CardElement({ element }: { readonly element: unknown }): ReactElement {
  const { card } = useMessages();
  const tag = stringIn(element, "tag");
  const Component = components.get(tag ?? "");
  if (Component === undefined || !isJsonObject(element)) {
    return <Placeholder>{card.unknown(tag ?? JSON.stringify(element).slice(0, 60))}</Placeholder>;
  }
  return <Component element={element} />;
}
