import Input from "@douyinfe/semi-ui-19/lib/es/input";
import { type ReactElement, useState } from "react";
import { useMessages } from "../ui/i18n/language.tsx";

/** Where a person writes to the bots of the chat; Enter sends. */
export function Composer({ send }: { readonly send: (text: string) => Promise<void> }): ReactElement {
  const { chat } = useMessages();
  const [text, setText] = useState("");
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === "") return;
        setText("");
        void send(text);
      }}
    >
      <Input aria-label={chat.write} placeholder={chat.write} maxLength={5_000} value={text} onChange={setText} />
    </form>
  );
}
