import type { LinkView } from "@larkwire/simulator/contract";
import { type ReactElement, useState } from "react";
import { toInlinePreview } from "../card/inline-preview.ts";
import { safeLink } from "../card/safe-link.ts";
import { useMessages } from "../ui/i18n/language.tsx";
import "./link-preview.css";
import { MentioningWords } from "./mentioning-words.tsx";
import { splitAtLinks } from "./split-at-links.ts";

/** A text with those whom it mentions and its links: as they stand, or as their apps have them. */
export function MessageText({
  text,
  links,
  people,
}: {
  readonly text: string;
  readonly links: readonly LinkView[];
  readonly people: ReadonlyMap<string, string>;
}): ReactElement {
  const parts = splitAtLinks(
    text,
    links.map(({ url }) => url),
  );
  return (
    <p className="bubble">
      {parts.map((part, index) =>
        part.type === "words" ? (
          <MentioningWords key={String(index)} text={part.text} people={people} />
        ) : (
          <Link key={String(index)} link={links.find(({ url }) => url === part.url) ?? { url: part.url }} />
        ),
      )}
    </p>
  );
}

function Link({ link: { url, preview } }: { readonly link: LinkView }): ReactElement {
  const { language } = useMessages();
  const inline = toInlinePreview(preview?.inline, url, language.code === "zh" ? "zh_cn" : "en_us");
  const [first, setFirst] = useState(preview?.inline);
  if (first === undefined && preview?.inline !== undefined) setFirst(preview.inline);
  // A title that takes the place of another glows once; the same one in another language does not.
  const isOther = JSON.stringify(preview?.inline) !== JSON.stringify(first);
  if (inline.title === undefined && inline.imageKey === undefined) {
    return (
      <a href={safeLink(url)} target="_blank" rel="noopener noreferrer" aria-busy={preview?.waiting === true}>
        {url}
      </a>
    );
  }
  return (
    <a
      // A new key starts the glow anew.
      key={JSON.stringify(preview?.inline)}
      className={isOther ? "link-title link-title--replaced" : "link-title"}
      href={inline.href}
      target="_blank"
      rel="noopener noreferrer"
      title={url}
      data-testid="link-title"
    >
      <LinkIcon imageKey={inline.imageKey} />
      {inline.title ?? url}
    </a>
  );
}

/** An image lives on the platform under its key: a mark stands for it and tells its name. */
function LinkIcon({ imageKey }: { readonly imageKey: string | undefined }): ReactElement {
  return (
    <svg
      className="link-icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {imageKey === undefined ? (
        <path d="M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 0 0 3.7 3.7l.9-.9" />
      ) : (
        <>
          <title>{imageKey}</title>
          <rect x="1.75" y="2.25" width="12.5" height="11.5" rx="2.5" />
          <circle cx="5.4" cy="6" r="1.1" />
          <path d="m2.4 11.6 3.4-3 2.3 2 2.5-2.9 3 3.5" />
        </>
      )}
    </svg>
  );
}
