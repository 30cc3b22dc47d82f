import type { ReactElement } from "react";
import { fieldIn, isJsonObject, listIn, stringIn } from "../../api/json.ts";
import { useMessages } from "../../ui/i18n/language.tsx";
import { textOf } from "../card-text.ts";
import { type ComponentProperties, useScene } from "../scene.ts";
import "./pictures.css";

const sizesPx: Readonly<Record<string, number>> = { large: 160, medium: 80, small: 40, tiny: 16 };
const maxImages = 9;

/** An image lives on the platform under its key, so its place is drawn and its description shown. */
export function CardImage({ element }: ComponentProperties): ReactElement {
  const { locale } = useScene();
  const { card } = useMessages();
  const alt = textOf(fieldIn(element, "alt"), locale);
  const key = stringIn(element, "img_key") ?? "";
  const size = stringIn(element, "size") ?? "";
  const sizePx = Object.hasOwn(sizesPx, size) ? sizesPx[size] : undefined;
  const style = sizePx === undefined ? {} : { width: sizePx, height: sizePx, minHeight: 0 };
  return (
    <div className="card-image" role="img" aria-label={alt === "" ? card.image : alt} style={style} title={key}>
      <svg
        viewBox="0 0 24 24"
        width="22"
        height="22"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        <rect x="3" y="4.5" width="18" height="15" rx="2.5" />
        <circle cx="8.4" cy="9.6" r="1.6" />
        <path d="m4 17 4.8-4.4 3.4 2.9 3.6-4.2 4.4 5" strokeLinejoin="round" />
      </svg>
      {sizePx !== undefined && sizePx < 80 ? null : <span>{alt === "" ? key : alt}</span>}
    </div>
  );
}

export function ImageCombination({ element }: ComponentProperties): ReactElement {
  return (
    <div className="card-images">
      {listIn(element, "img_list")
        .filter(isJsonObject)
        .slice(0, maxImages)
        .map((image, index) => (
          <CardImage key={String(index)} element={image} />
        ))}
    </div>
  );
}
