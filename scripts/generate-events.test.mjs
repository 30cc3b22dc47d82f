import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { describeField } from "./generate-events/documentation.mjs";
import { toType } from "./generate-events/field-type.mjs";
import { findDrift } from "./generate-events/find-drift.mjs";
import { formatFiles } from "./generate-events/format-files.mjs";
import { toArea, toInterfaceName } from "./generate-events/names.mjs";
import { renderFiles } from "./generate-events/render-files.mjs";
import { placeSharedTypes } from "./generate-events/shared-types.mjs";

const sdk = join(import.meta.dirname, "../packages/sdk");

describe("types of fields", () => {
  it.each([
    ["a string", { type: "string" }, "string"],
    ["an integer, however wide, as JSON has it", { type: "int64" }, "number"],
    ["a fraction", { type: "float" }, "number"],
    ["a truth value", { type: "bool" }, "boolean"],
    ["an open set of strings", { type: "string", enum: ["p2p", "group"] }, '"p2p" | "group" | (string & {})'],
    ["an open set of numbers", { type: "int", enum: ["1", "-2"] }, "1 | -2 | (number & {})"],
    ["other types that were seen", { type: "int", also: ["string"] }, "number | string"],
    [
      "an open set that also comes as number",
      { type: "string", enum: ["1"], also: ["int"] },
      '"1" | (string & {}) | number',
    ],
    ["null", { type: "string", nullable: true }, "string | null"],
    ["a shared type", { $ref: "UserId" }, "UserId"],
    ["what changed of a shared type", { $ref: "User", partial: true }, "Partial<User>"],
    ["a list", { type: "array", items: { $ref: "UserId" } }, "readonly (UserId)[]"],
    [
      "a list of either",
      { type: "array", items: { type: "string", also: ["array"] } },
      "readonly (string | readonly (unknown)[])[]",
    ],
    ["a list of anything", { type: "array" }, "readonly (unknown)[]"],
    ["texts by key", { type: "map", items: { type: "string" } }, "Readonly<Record<string, string>>"],
    ["anything by key", { type: "map" }, "Readonly<Record<string, unknown>>"],
    ["an object of which nothing is known", { type: "object" }, "Readonly<Record<string, unknown>>"],
  ])("knows %s", (_what, field, expected) => {
    expect(toType(field)).toBe(expected);
  });

  it("refuses types, formats and numbers that it does not know", () => {
    expect(() => toType({ type: "decimal" })).toThrow("decimal");
    expect(() => toType({ type: "int", enum: ["one"] })).toThrow("one");
    expect(() => describeField("at", { format: "julian-day" })).toThrow("julian-day");
  });
});

describe("comments of fields", () => {
  it.each([
    ["create_time", { format: "ms-timestamp" }, "/** Milliseconds since 1970. */\n"],
    ["leader_id", { format: "open_id" }, "/** An `open_id`. */\n"],
    ["name", { scopes: ["a:b"] }, "/** Present with the scope `a:b`. */\n"],
    ["name", { scopes: ["a:b", "c:d"] }, "/** Present with one of the scopes `a:b`, `c:d`. */\n"],
    ["old", { deprecated: true, format: "date" }, "/**\n * A date.\n * @deprecated by the platform.\n */\n"],
    ["open_id", { format: "open_id" }, ""],
    ["name", {}, ""],
  ])("say about %s what %j adds to its name and type", (name, field, expected) => {
    expect(describeField(name, field)).toBe(expected);
  });
});

describe("names", () => {
  it.each([
    ["im.message.receive_v1", "2.0", "ImMessageReceiveV1Event", "im"],
    ["meeting_room.meeting_room.created_v1", "2.0", "MeetingRoomMeetingRoomCreatedV1Event", "meeting-room"],
    ["leave_approvalV2", "1.0", "V1LeaveApprovalV2Event", "schema-1"],
  ])("%s of schema %s is %s in %s.ts", (name, schema, interfaceName, area) => {
    expect([toInterfaceName(name, schema), toArea(name, schema)]).toEqual([interfaceName, area]);
  });

  it("must differ from one another", () => {
    const event = { schema: "2.0", title: "Happened", fields: {} };
    expect(() => renderFiles({ events: { "a.b_c": event, "a.b.c": event }, $defs: {} })).toThrow("ABCEvent");
  });
});

describe("shared types", () => {
  const definitions = { Person: { fields: { id: { $ref: "Id" } } }, Id: { fields: {} }, Room: { fields: {} } };

  it("stand beside the events of their only area, or apart with all that they need", () => {
    const events = [
      { area: "vc", schema: { fields: { room: { $ref: "Room" }, host: { $ref: "Person" } } } },
      { area: "im", schema: { fields: { senders: { type: "array", items: { $ref: "Person" } } } } },
    ];
    expect(Object.fromEntries(placeSharedTypes(events, definitions))).toEqual({
      Room: "vc",
      Person: "shared",
      Id: "shared",
    });
  });

  it("must exist", () => {
    expect(() => placeSharedTypes([{ area: "im", schema: { $ref: "Ghost" } }], definitions)).toThrow("Ghost");
  });
});

describe("files", () => {
  const schemas = {
    $defs: {
      UserId: { type: "object", struct: "user_id", fields: { open_id: { type: "string", format: "open_id" } } },
      TaskStep: { type: "object", struct: "step", fields: { at: { type: "string", format: "s-timestamp" } } },
    },
    events: {
      "task.done_v1": {
        schema: "2.0",
        title: "Task done",
        scopes: ["task:read"],
        fields: {
          by: { $ref: "UserId", required: true },
          steps: { type: "array", items: { $ref: "TaskStep" } },
          result: { type: "object", fields: { "exit-code": { type: "int", required: true } } },
        },
      },
      "im.sent_v1": { schema: "2.0", title: "Message sent", fields: { by: { $ref: "UserId" } } },
      "im.ghost_v1": { schema: "2.0", title: "Undocumented", fields: null },
      "url.preview.get": { schema: "2.0", title: "A callback", fields: {} },
      add_bot: { schema: "1.0", title: "Bot added", fields: { type: { type: "string", enum: ["add_bot"] } } },
    },
  };
  const banner = "// Generated by scripts/generate-events.mjs from schemas/event-schemas.json: change those.\n";

  it("hold one area each, and a map of all names but the callbacks'", async () => {
    const files = Object.fromEntries(await formatFiles(renderFiles(schemas)));
    expect(files).toEqual({
      "event-map.ts": `${banner}
import type { ImGhostV1Event, ImSentV1Event } from "./generated/im.ts";
import type { V1AddBotEvent } from "./generated/schema-1.ts";
import type { TaskDoneV1Event } from "./generated/task.ts";

/** Event payloads by event type; every other name may be registered too and hands on \`unknown\`. */
export interface Events {
  /** Bot added. */
  add_bot: V1AddBotEvent;
  /** Undocumented. */
  "im.ghost_v1": ImGhostV1Event;
  /** Message sent. */
  "im.sent_v1": ImSentV1Event;
  /** Task done. */
  "task.done_v1": TaskDoneV1Event;
}
`,
      "generated/im.ts": `${banner}
import type { UserId } from "./shared.ts";

/** \`im.ghost_v1\`: Undocumented. */
export type ImGhostV1Event = Readonly<Record<string, unknown>>;

/** \`im.sent_v1\`: Message sent. */
export interface ImSentV1Event {
  readonly by?: UserId;
}
`,
      "generated/schema-1.ts": `${banner}
/** \`add_bot\`: Bot added. */
export interface V1AddBotEvent {
  readonly type?: "add_bot" | (string & {});
}
`,
      "generated/shared.ts": `${banner}
/** One person under their three kinds of id. */
export interface UserId {
  readonly open_id?: string;
}
`,
      "generated/task.ts": `${banner}
import type { UserId } from "./shared.ts";

/**
 * \`task.done_v1\`: Task done.
 *
 * Subscribing needs the scope \`task:read\`.
 */
export interface TaskDoneV1Event {
  readonly by: UserId;
  readonly steps?: readonly TaskStep[];
  readonly result?: {
    readonly "exit-code": number;
  };
}

/** \`step\` in the platform's documents. */
interface TaskStep {
  /** Seconds since 1970. */
  readonly at?: string;
}
`,
    });
  });

  it("are found when they differ, are missing, or come from nowhere", async () => {
    const directory = await mkdtemp(join(tmpdir(), "larkwire-drift-"));
    try {
      await mkdir(join(directory, "generated"));
      await writeFile(join(directory, "event-map.ts"), "same");
      await writeFile(join(directory, "generated/im.ts"), "changed by hand");
      await writeFile(join(directory, "generated/left.ts"), "");
      const files = new Map([
        ["event-map.ts", "same"],
        ["generated/im.ts", "generated"],
        ["generated/new.ts", "generated"],
      ]);
      expect(await findDrift(directory, files)).toEqual({
        changed: ["generated/im.ts", "generated/new.ts"],
        stale: ["generated/left.ts"],
      });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});

describe("the event map", () => {
  it("has every event of the list, 221 of schema 2.0 and 39 of schema 1.0, and no callback", async () => {
    const rows = (await readFile(join(sdk, "schemas/event-types.tsv"), "utf8")).trim().split("\n").slice(1);
    const callbacks = ["card.action.trigger", "url.preview.get"];
    const namesOf = (schema) =>
      rows
        .map((row) => row.split("\t"))
        .filter(([name, version]) => version === schema && !callbacks.includes(name))
        .map(([name]) => name);
    expect([namesOf("2.0").length, namesOf("1.0").length]).toEqual([221, 39]);
    expect((await memberNames()).sort()).toEqual([...namesOf("2.0"), ...namesOf("1.0")].sort());
  });
});

async function memberNames() {
  const text = await readFile(join(sdk, "src/events/event-map.ts"), "utf8");
  const source = ts.createSourceFile("event-map.ts", text, ts.ScriptTarget.Latest);
  const map = source.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === "Events",
  );
  return map.members.map((member) => member.name.text);
}
