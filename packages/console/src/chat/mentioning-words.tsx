import type { ReactElement } from "react";
import { useMessages } from "../ui/i18n/language.tsx";
import { splitAtMentions } from "./split-at-mentions.ts";

/** Words of a text, with the names of those whom they mention. */
export function MentioningWords({
  text,
  people,
}: {
  readonly text: string;
  readonly people: ReadonlyMap<string, string>;
}): ReactElement {
  const { card } = useMessages();
  return (
    <>
      {splitAtMentions(text).map((part, index) => {
        if (part.type === "words") return part.text;
        const { openId, written } = part;
        const name = openId === "all" ? card.everyone : (people.get(openId) ?? (written === "" ? openId : written));
        return (
          <span key={String(index)} className="mention">
            @{name}
          </span>
        );
      })}
    </>
  );
}
