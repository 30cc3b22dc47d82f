import type { ReactElement } from "react";
import { fieldIn, isJsonObject, type JsonObject, listIn, objectIn, stringIn } from "../../api/json.ts";
import { textOf } from "../card-text.ts";
import { MarkdownView, TextTag } from "../markdown/markdown-view.tsx";
import { isFamily, shade } from "../palette.ts";
import { useScene } from "../scene.ts";
import { CardIcon } from "./icon.tsx";

const maxTags = 3;

/** The coloured head of a card. */
export function CardHeader({ header }: { readonly header: JsonObject }): ReactElement {
  const { locale } = useScene();
  const template = stringIn(header, "template") ?? "default";
  const coloured = template !== "default" && isFamily(template);
  const icon = objectIn(header, "icon") ?? objectIn(header, "ud_icon");
  const subtitle = textOf(fieldIn(header, "subtitle"), locale);
  const style = coloured
    ? {
        background: shade(template, template === "grey" ? 200 : 100),
        color: shade(template, template === "grey" ? 700 : 700),
      }
    : {};
  return (
    <header
      className={coloured ? "card-header card-header--coloured" : "card-header"}
      style={style}
      data-template={template}
    >
      {icon === undefined ? null : <CardIcon icon={icon} />}
      <div className="card-header-text">
        <div className="card-title">
          <Title title={fieldIn(header, "title")} />
          {tagsOf(header, locale).map((tag, index) => (
            <TextTag key={String(index)} color={stringIn(tag, "color") ?? "blue"}>
              {textOf(fieldIn(tag, "text"), locale)}
            </TextTag>
          ))}
        </div>
        {subtitle === "" ? null : <div className="card-subtitle">{subtitle}</div>}
      </div>
    </header>
  );
}

function Title({ title }: { readonly title: unknown }): ReactElement {
  const { locale } = useScene();
  const content = textOf(title, locale);
  return (
    <span className="card-title-text">
      {stringIn(title, "tag") === "lark_md" ? <MarkdownView source={content} dialect="text" /> : content}
    </span>
  );
}

function tagsOf(header: JsonObject, locale: string): readonly JsonObject[] {
  const translated = listIn(objectIn(header, "i18n_text_tag_list"), locale);
  const tags = translated.length > 0 ? translated : listIn(header, "text_tag_list");
  return tags.filter(isJsonObject).slice(0, maxTags);
}
