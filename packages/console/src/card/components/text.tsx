import type { CSSProperties, ReactElement } from "react";
import { fieldIn, isJsonObject, type JsonObject, listIn, numberIn, objectIn, stringIn } from "../../api/json.ts";
import { textOf } from "../card-text.ts";
import { toColor } from "../colors.ts";
import { MarkdownView } from "../markdown/markdown-view.tsx";
import { type CardScene, type ComponentProperties, useScene } from "../scene.ts";
import { CardIcon } from "./icon.tsx";
import "./text.css";

const sizesPx: Readonly<Record<string, number>> = {
  "heading-0": 30,
  "heading-1": 24,
  "heading-2": 20,
  "heading-3": 18,
  "heading-4": 16,
  heading: 16,
  normal: 14,
  notation: 12,
  "xxxx-large": 30,
  "xxx-large": 24,
  "xx-large": 20,
  "x-large": 18,
  large: 16,
  medium: 14,
  small: 12,
  "x-small": 10,
};

/** A text object: `plain_text` as it is, `lark_md` with its markup. */
export function CardText({ text }: { readonly text: unknown }): ReactElement {
  const scene = useScene();
  const content = textOf(text, scene.locale);
  const lines = numberIn(text, "lines");
  const style: CSSProperties = {
    ...textStyle(isJsonObject(text) ? text : {}, scene),
    ...(lines === undefined ? {} : { WebkitLineClamp: Math.max(1, Math.round(lines)) }),
  };
  const className = lines === undefined ? "card-text" : "card-text card-text--clamped";
  return (
    <div className={className} style={style}>
      {stringIn(text, "tag") === "lark_md" ? <MarkdownView source={content} dialect="text" /> : content}
    </div>
  );
}

/** The `div` component: a text, with an icon, fields beside each other, or a component at its right. */
export function Division({ element }: ComponentProperties): ReactElement {
  const { renderElements } = useScene();
  const text = fieldIn(element, "text");
  const fields = listIn(element, "fields");
  const extra = objectIn(element, "extra");
  const icon = objectIn(element, "icon");
  return (
    <div className="card-div">
      <div className="card-div-content">
        {text === undefined ? null : (
          <div className="card-with-icon">
            {icon === undefined ? null : <CardIcon icon={icon} />}
            <CardText text={text} />
          </div>
        )}
        {fields.length === 0 ? null : (
          <div className="card-fields">
            {fields.map((field, index) => (
              <div
                key={String(index)}
                className={fieldIn(field, "is_short") === true ? "card-field--short" : "card-field"}
              >
                <CardText text={fieldIn(field, "text")} />
              </div>
            ))}
          </div>
        )}
      </div>
      {extra === undefined ? null : <div className="card-div-extra">{renderElements([extra])}</div>}
    </div>
  );
}

/** The `markdown` component. */
export function Markdown({ element }: ComponentProperties): ReactElement {
  const scene = useScene();
  const icon = objectIn(element, "icon");
  return (
    <div className="card-with-icon" style={textStyle(element, scene)}>
      {icon === undefined ? null : <CardIcon icon={icon} />}
      <MarkdownView source={textOf(element, scene.locale)} dialect={scene.version} />
    </div>
  );
}

function textStyle(source: JsonObject, scene: CardScene): CSSProperties {
  const color = toColor(stringIn(source, "text_color"), scene.colors);
  const align = stringIn(source, "text_align");
  const size = sizeOf(stringIn(source, "text_size"), scene.textSizes);
  return {
    ...(color === undefined ? {} : { color }),
    ...(align === "center" || align === "right" ? { textAlign: align } : {}),
    ...(size === undefined ? {} : { fontSize: size, lineHeight: 1.5 }),
  };
}

function sizeOf(name: string | undefined, own: JsonObject | undefined): number | undefined {
  if (name === undefined) return undefined;
  const custom = fieldIn(own, name);
  const standard = stringIn(custom, "pc") ?? stringIn(custom, "default") ?? name;
  return Object.hasOwn(sizesPx, standard) ? sizesPx[standard] : undefined;
}
