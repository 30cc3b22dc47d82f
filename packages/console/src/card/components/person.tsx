import type { ReactElement } from "react";
import { booleanIn, isJsonObject, listIn, stringIn } from "../../api/json.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { type ComponentProperties, useScene } from "../scene.ts";

const sizesPx: Readonly<Record<string, number>> = { extra_small: 20, small: 24, medium: 32, large: 48 };
const maxPersons = 100;

export function Person({ element }: ComponentProperties): ReactElement {
  return (
    <PersonView
      id={stringIn(element, "user_id") ?? ""}
      size={stringIn(element, "size")}
      showAvatar={booleanIn(element, "show_avatar") ?? true}
      showName={booleanIn(element, "show_name") ?? false}
      capsule={stringIn(element, "style") === "capsule"}
    />
  );
}

export function PersonList({ element }: ComponentProperties): ReactElement {
  return (
    <div className="card-persons">
      {listIn(element, "persons")
        .filter(isJsonObject)
        .slice(0, maxPersons)
        .map((person, index) => (
          <PersonView
            key={String(index)}
            id={stringIn(person, "id") ?? ""}
            size={stringIn(element, "size")}
            showAvatar={booleanIn(element, "show_avatar") ?? true}
            showName={booleanIn(element, "show_name") ?? true}
            capsule={false}
          />
        ))}
    </div>
  );
}

function PersonView(props: {
  readonly id: string;
  readonly size: string | undefined;
  readonly showAvatar: boolean;
  readonly showName: boolean;
  readonly capsule: boolean;
}): ReactElement {
  const { people } = useScene();
  const { id, size = "medium", showAvatar, showName, capsule } = props;
  const name = people.get(id) ?? id;
  const sizePx = Object.hasOwn(sizesPx, size) ? sizesPx[size] : undefined;
  return (
    <span className={capsule ? "card-person card-person--capsule" : "card-person"} title={name}>
      {showAvatar ? <Avatar id={id} name={name} kind="user" size={sizePx ?? 32} /> : null}
      {showName ? <span>{name}</span> : <span className="visually-hidden">{name}</span>}
    </span>
  );
}
