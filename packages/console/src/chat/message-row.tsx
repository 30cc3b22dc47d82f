import type { ClickedAction, ClientCodeView, MessageView } from "@larkwire/simulator/contract";
import type { ReactElement } from "react";
import { Avatar } from "../ui/avatar.tsx";
import { useMessages } from "../ui/i18n/language.tsx";
import { ClientError } from "./client-error.tsx";
import { MessageContent } from "./message-content.tsx";

interface MessageRowProperties {
  readonly message: MessageView;
  readonly people: ReadonlyMap<string, string>;
  /** What the client showed after the last click on this message. */
  readonly clientCode: ClientCodeView | undefined;
  click(messageId: string, action: ClickedAction, previewToken?: string): Promise<void>;
  dismiss(): void;
}

export function MessageRow(props: MessageRowProperties): ReactElement {
  const { message, people, clientCode, click, dismiss } = props;
  const { chat, language } = useMessages();
  const { sender } = message;
  const time = new Date(message.createdAt).toLocaleTimeString(language.tag, {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
  return (
    <li className="message" data-testid="message" data-message-id={message.message_id}>
      <Avatar id={sender.id} name={sender.name} kind={sender.type} />
      <div className="message-main">
        <div className="message-head">
          <span className="message-sender">{sender.name}</span>
          {sender.type === "app" ? <span className="bot-tag">{chat.bot}</span> : null}
          <time dateTime={new Date(message.createdAt).toISOString()}>{time}</time>
          {message.onlyFor === undefined ? null : (
            <span className="quiet">· {chat.onlyFor(people.get(message.onlyFor) ?? message.onlyFor)}</span>
          )}
          {message.revision > 0 ? <span className="quiet">· {chat.updated}</span> : null}
        </div>
        <MessageContent
          message={message}
          people={people}
          onAction={(action, previewToken) => click(message.message_id, action, previewToken)}
        />
        {clientCode === undefined ? null : <ClientError clientCode={clientCode} dismiss={dismiss} />}
      </div>
    </li>
  );
}
