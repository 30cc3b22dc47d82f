import type { ClickedAction, MessageView } from "@larkwire/simulator/contract";
import type { ReactElement } from "react";
import { fieldIn, listIn, objectIn, stringIn } from "../api/json.ts";
import { CardView } from "../card/card-view.tsx";
import { safeLink } from "../card/safe-link.ts";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { useMessages } from "../ui/i18n/language.tsx";

import { LinkPreviews } from "./link-previews.tsx";
import { MessageText } from "./message-text.tsx";

/** What a message says: a card, a text, or a placeholder for other kinds. */
export function MessageContent(props: {
  readonly message: MessageView;
  readonly people: ReadonlyMap<string, string>;
  onAction(action: ClickedAction, previewToken?: string): Promise<void>;
}): ReactElement {
  const { message, people, onAction } = props;
  const { chat, card } = useMessages();
  if (message.deleted) return <p className="bubble bubble--other">{chat.deletedMessage}</p>;
  switch (message.msg_type) {
    case "interactive":
      return (
        <ErrorBoundary fallback={<p className="bubble bubble--other">{card.broken}</p>}>
          <CardView content={message.content} revision={message.revision} people={people} onAction={onAction} />
        </ErrorBoundary>
      );
    case "text":
      return (
        <>
          <MessageText text={stringIn(message.content, "text") ?? ""} links={message.links} people={people} />
          <LinkPreviews links={message.links} people={people} onAction={onAction} />
        </>
      );
    case "post":
      return <Post content={message.content} />;
    default:
      return <p className="bubble bubble--other">{chat.unknownMessage(message.msg_type)}</p>;
  }
}

/** Rich text: a title and lines of texts, links and mentions. */
function Post({ content }: { readonly content: unknown }): ReactElement {
  const post = objectIn(content, "zh_cn") ?? objectIn(content, "en_us") ?? content;
  return (
    <div className="bubble">
      <strong>{stringIn(post, "title")}</strong>
      {listIn(post, "content").map((line, index) => (
        <p key={String(index)}>
          {(Array.isArray(line) ? line : []).map((part: unknown, place) => (
            <PostPart key={String(place)} part={part} />
          ))}
        </p>
      ))}
    </div>
  );
}

function PostPart({ part }: { readonly part: unknown }): ReactElement {
  const text = stringIn(part, "text") ?? stringIn(part, "user_name") ?? "";
  const link = stringIn(part, "tag") === "a" ? safeLink(fieldIn(part, "href")) : undefined;
  if (link === undefined) return <span>{text}</span>;
  return (
    <a href={link} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}
