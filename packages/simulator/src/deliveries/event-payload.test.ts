import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Identifiers } from "../world/identifiers.ts";
import { defaultQuirks } from "../world/quirks.ts";
import { createRandom } from "../world/random.ts";
import { createEventPayload, eventNames, isSchema1 } from "./event-payload.ts";

// The schemas of the SDK, read here as they are: what was taken from them must still be what they say.
interface Field {
  readonly type?: string;
  readonly $ref?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly fields?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly deprecated?: boolean;
}
interface Schemas {
  readonly $defs: Readonly<Record<string, Field>>;
  readonly events: Readonly<
    Record<string, { readonly schema: string; readonly fields: Readonly<Record<string, Field>> }>
  >;
}
const read = (name: string) => readFileSync(new URL(`../../../sdk/schemas/${name}`, import.meta.url), "utf8");
const schemas = JSON.parse(read("event-schemas.json")) as Schemas;

const now = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const scene = () => {
  return {
    identifiers: new Identifiers(createRandom(1)),
    tenantKey: "0123456789abcdef",
    now,
    appId: "cli_1",
    quirks: defaultQuirks,
  };
};
const create = (name: string, overrides?: Record<string, unknown>) => createEventPayload(name, scene(), overrides);

const formats: Readonly<Record<string, RegExp>> = {
  open_id: /^ou_[0-9a-f]{32}$/,
  union_id: /^on_[0-9a-f]{32}$/,
  user_id: /^[0-9a-f]{8}$/,
  "ms-timestamp": /^1767323045678$/,
  "s-timestamp": /^1767323045$/,
  datetime: /^2026-01-02 03:04:05$/,
  "datetime-minute": /^2026-01-02 03:04$/,
  date: /^2026-01-02$/,
  yyyymmdd: /^20260102$/,
  json: /^\{.*\}$/,
  "duration-s": /^\d+$/,
  "duration-min": /^\d+$/,
  "second-of-day": /^\d{1,5}$/,
};
const typeOf = { string: "string", int: "number", int64: "number", float: "number", bool: "boolean" } as const;

/** What is wrong with a value, by path. */
function faultsOf(value: unknown, field: Field, path: string): string[] {
  const {
    type = "",
    format,
    enum: values,
    fields,
    items,
  } = field.$ref === undefined ? field : (schemas.$defs[field.$ref] ?? {});
  if (type === "object") {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no object`];
    return membersOf(value, fields ?? {}, path);
  }
  if (type === "map") return typeof value === "object" && value !== null ? [] : [`${path} is no map`];
  if (type === "array") {
    if (!Array.isArray(value)) return [`${path} is no array`];
    if (items !== undefined && value.length === 0) return [`${path} is empty`];
    return value.flatMap((item) => faultsOf(item, items ?? {}, `${path}[]`));
  }
  return [
    ...(typeof value === typeOf[type as keyof typeof typeOf] ? [] : [`${path} is no ${type}`]),
    ...(format === undefined || formats[format]?.test(String(value))
      ? []
      : [`${path} is not in the format ${format}: ${value}`]),
    ...(values === undefined || format !== undefined || values.includes(String(value))
      ? []
      : [`${path} is none of ${values}`]),
    ...(value === "" || Number.isNaN(value) ? [`${path} is empty`] : []),
  ];
}

function membersOf(value: object, fields: Readonly<Record<string, Field>>, path: string): string[] {
  const members = value as Readonly<Record<string, unknown>>;
  return Object.entries(fields)
    .filter(([, field]) => field.deprecated !== true)
    .flatMap(([name, field]) => faultsOf(members[name], field, `${path}.${name}`));
}

describe("a generated event", () => {
  it("exists for each of the 260 documented names", () => {
    const rows = read("event-types.tsv").trim().split("\n").slice(1);
    const notEvents = ["url_verification", "card.action.trigger", "card.action.trigger_v1", "url.preview.get"];
    // Named by an SDK, documented nowhere.
    const unknown = ["profile.view.get"];
    const names = rows
      .map((row) => row.split("\t")[0] ?? "")
      .filter((name) => ![...notEvents, ...unknown].includes(name));

    expect([...eventNames].sort()).toEqual(names.sort());
    expect(eventNames).toHaveLength(260);
    expect(rows.filter((row) => row.split("\t")[1] === "1.0").every((row) => isSchema1(row.split("\t")[0] ?? ""))).toBe(
      true,
    );
  });

  it.each(eventNames)("%s has every documented member, with its type, format and values", (name) => {
    const faults = membersOf(create(name), schemas.events[name]?.fields ?? {}, name);

    expect(faults).toEqual([]);
  });

  it("is a message as a bot gets it", () => {
    expect(create("im.message.receive_v1")).toMatchObject({
      sender: {
        sender_id: { open_id: expect.stringMatching(/^ou_/) },
        sender_type: "user",
        tenant_key: "0123456789abcdef",
      },
      message: {
        message_id: expect.stringMatching(/^om_/),
        chat_id: expect.stringMatching(/^oc_/),
        message_type: "text",
        content: '{"text":"hello"}',
      },
    });
  });

  it("is changed by path, also within lists, and nothing else is changed", () => {
    const plain = create("im.message.receive_v1") as { message: { mentions: object[] } };
    const changed = create("im.message.receive_v1", {
      "message.content": "{}",
      "message.mentions.0.name": "Ada",
      "message.mentions.1": { key: "@_user_2" },
      "message.thread_id": undefined,
      another: 1,
    });
    const [first] = plain.message.mentions;
    const mentions = [{ ...first, name: "Ada" }, { key: "@_user_2" }];

    expect(changed).toEqual({
      ...plain,
      another: 1,
      message: { ...plain.message, content: "{}", mentions, thread_id: undefined },
    });
  });

  it.each(["nothing.like.that", "toString", "__proto__", ""])("is not made up for %j", (name) => {
    expect(() => create(name)).toThrow(expect.objectContaining({ code: "UNKNOWN_EVENT" }));
  });

  it.each(["message.content.text", "nowhere.at.all", "message.mentions.x"])("has nothing at the path %s", (path) => {
    expect(() => create("im.message.receive_v1", { [path]: 1 })).toThrow(
      expect.objectContaining({ code: "PATH_NOT_FOUND" }),
    );
  });
});
