import type { UserView } from "@larkwire/simulator/contract";
import type { ReactElement } from "react";
import { Avatar } from "../ui/avatar.tsx";
import { useMessages } from "../ui/i18n/language.tsx";

/** Whose hand clicks. */
export function UserSwitcher(props: {
  readonly users: readonly UserView[];
  readonly currentId: string | undefined;
  choose(openId: string): void;
}): ReactElement {
  const { chat } = useMessages();
  return (
    <fieldset className="user-switcher" data-testid="user-switcher">
      <legend>{chat.whoClicks}</legend>
      {props.users.map(({ open_id, name }) => (
        <label key={open_id} className="user-chip">
          <input
            type="radio"
            name="user"
            aria-label={name}
            checked={open_id === props.currentId}
            onChange={() => props.choose(open_id)}
          />
          <Avatar id={open_id} name={name} kind="user" size={22} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
