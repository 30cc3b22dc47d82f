import { IconMore } from "@douyinfe/semi-icons";
import Dropdown from "@douyinfe/semi-ui-19/lib/es/dropdown";
import type { ReactElement } from "react";
import { fieldIn, isJsonObject, type JsonObject, listIn, stringIn } from "../../api/json.ts";
import { useMessages } from "../../ui/i18n/language.tsx";
import { linkOf } from "../button-plan.ts";
import { textOf } from "../card-text.ts";
import { type ComponentProperties, useScene } from "../scene.ts";
import { useField } from "../use-field.ts";
import { Spinner } from "./spinner.tsx";

/** The menu behind three dots. */
export function Overflow({ element }: ComponentProperties): ReactElement {
  const field = useField(element);
  const { locale } = useScene();
  const { card } = useMessages();

  function choose(option: JsonObject): void {
    const link = linkOf(option);
    if (link !== undefined) window.open(link, "_blank", "noopener,noreferrer");
    else field.send({ option: stringIn(option, "value") });
  }

  const menu = (
    <Dropdown.Menu>
      {listIn(element, "options")
        .filter(isJsonObject)
        .map((option, index) => (
          <Dropdown.Item key={String(index)} onClick={() => choose(option)}>
            {textOf(fieldIn(option, "text"), locale)}
          </Dropdown.Item>
        ))}
    </Dropdown.Menu>
  );
  return (
    <Dropdown trigger="click" position="bottomLeft" clickToHide render={menu}>
      <button
        type="button"
        className="card-button card-button--default card-button--medium"
        aria-label={card.more}
        disabled={field.disabled}
      >
        {field.pending ? <Spinner /> : <IconMore />}
      </button>
    </Dropdown>
  );
}
