import Select from "@douyinfe/semi-ui-19/lib/es/select";
import type { ChatView, ClickedAction, ClientCodeView, UserView } from "@larkwire/simulator/contract";
import { type ReactElement, useCallback, useEffect, useMemo, useState } from "react";
import type { Console } from "../api/use-console.ts";
import { useMessages } from "../ui/i18n/language.tsx";
import { remember } from "../ui/remember.ts";
import "./chat.css";
import { Composer } from "./composer.tsx";
import { MessageRow } from "./message-row.tsx";
import { type Notice, toNotice } from "./notice.ts";
import { Toast } from "./toast.tsx";
import { useStickToEnd } from "./use-stick-to-end.ts";
import { UserSwitcher } from "./user-switcher.tsx";

/** A chat as Feishu shows it, and who clicks in it. */
export function ChatPanel(props: {
  readonly console: Console;
  readonly people: ReadonlyMap<string, string>;
  /** Who looks and clicks. */
  readonly userId: string | undefined;
  chooseUser(openId: string): void;
  /** A click was made, or a text sent: what it brings about should be in view. */
  onClick(): void;
}): ReactElement {
  const { console, people, userId, chooseUser, onClick } = props;
  const { world, loaded, stream } = console;
  const { chat: texts } = useMessages();
  const [chatId, setChatId] = useState<string>();
  const [notice, setNotice] = useState<Notice>();
  const [failure, setFailure] = useState<Failure>();
  const dismiss = useCallback(() => setNotice(undefined), []);

  const chat = world.chats.find(({ chat_id }) => chat_id === chatId) ?? busiestChat(console.world);
  const messages = useMemo(
    () => world.messages.filter(({ chat_id }) => chat_id === chat?.chat_id),
    [world.messages, chat?.chat_id],
  );
  const users = membersOf(chat, world.users);
  const user = users.find(({ open_id }) => open_id === userId) ?? users[0];
  const { scroller, content } = useStickToEnd();

  useEffect(() => {
    // Somebody has to look: the first person of the chat, until one is chosen.
    if (user !== undefined && user.open_id !== userId) chooseUser(user.open_id);
  }, [user, userId, chooseUser]);

  async function click(messageId: string, action: ClickedAction, previewToken?: string): Promise<void> {
    if (user === undefined) return;
    setNotice(undefined);
    setFailure(undefined);
    onClick();
    try {
      const clicked = { open_id: user.open_id, message_id: messageId, preview_token: previewToken };
      const view = await console.click({ ...clicked, action });
      setNotice(toNotice(view));
      if (view.clientCode !== undefined) setFailure({ messageId, clientCode: view.clientCode });
    } catch (error) {
      setNotice({ type: "error", text: error instanceof Error ? error.message : String(error) });
    }
  }

  async function send(text: string): Promise<void> {
    if (user === undefined || chat === undefined) return;
    onClick();
    try {
      await console.send({ open_id: user.open_id, chat_id: chat.chat_id, text });
    } catch (error) {
      setNotice({ type: "error", text: error instanceof Error ? error.message : String(error) });
    }
  }

  return (
    <section className="panel chat" aria-label={texts.chat} data-testid="chat">
      <header className="panel-header">
        {world.chats.length > 1 ? (
          <Select
            className="chat-select"
            aria-label={texts.chats}
            value={chat?.chat_id}
            optionList={world.chats.map(({ chat_id, name }) => ({ value: chat_id, label: name }))}
            onChange={(value) => setChatId(String(value))}
          />
        ) : (
          <h2>{chat?.name ?? texts.chat}</h2>
        )}
        {chat === undefined ? null : <span className="quiet">{texts.people(chat.members.length)}</span>}
      </header>
      <div className="chat-stage">
        <Toast notice={notice} dismiss={dismiss} />
        <div className="chat-scroll" ref={scroller}>
          <div className="chat-content" ref={content}>
            {messages.length === 0 ? (
              <div className="empty">
                <strong>{loaded ? texts.empty : stream === "reconnecting" ? texts.unreachable : texts.loading}</strong>
                {loaded ? <p>{texts.emptyHint}</p> : null}
              </div>
            ) : (
              <ol className="messages">
                {messages.map((message) => (
                  <MessageRow
                    key={message.message_id}
                    message={message}
                    people={people}
                    clientCode={failure?.messageId === message.message_id ? failure.clientCode : undefined}
                    click={click}
                    dismiss={() => setFailure(undefined)}
                  />
                ))}
              </ol>
            )}
          </div>
        </div>
      </div>
      {users.length === 0 ? null : (
        <footer className="chat-footer">
          <UserSwitcher
            users={users}
            currentId={user?.open_id}
            choose={(openId) => {
              remember("user", openId);
              chooseUser(openId);
            }}
          />
          {chat === undefined ? null : <Composer send={send} />}
        </footer>
      )}
    </section>
  );
}

/** A click that the client answered with an error. */
interface Failure {
  readonly messageId: string;
  readonly clientCode: ClientCodeView;
}

/** The chat with the newest message. */
function busiestChat({ chats, messages }: Console["world"]): ChatView | undefined {
  const newest = messages.at(-1);
  return chats.find(({ chat_id }) => chat_id === newest?.chat_id) ?? chats[0];
}

/** The people of the chat, or everybody while the chat names nobody. */
function membersOf(chat: ChatView | undefined, users: readonly UserView[]): readonly UserView[] {
  const members = users.filter(({ open_id }) => chat?.members.includes(open_id));
  return members.length > 0 ? members : users;
}
