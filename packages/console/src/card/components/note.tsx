import type { ReactElement } from "react";
import { isJsonObject, listIn, stringIn } from "../../api/json.ts";
import { type ComponentProperties, useScene } from "../scene.ts";
import { CardIcon } from "./icon.tsx";
import { CardText } from "./text.tsx";

/** The small grey line of JSON 1.0. */
export function Note({ element }: ComponentProperties): ReactElement {
  const { version } = useScene();
  return (
    <div className="card-note" data-version={version}>
      {listIn(element, "elements")
        .filter(isJsonObject)
        .map((part, index) => {
          const isPicture = ["img", "standard_icon", "custom_icon"].includes(stringIn(part, "tag") ?? "");
          return isPicture ? (
            <CardIcon key={String(index)} icon={part} />
          ) : (
            <CardText key={String(index)} text={part} />
          );
        })}
    </div>
  );
}
