import { describe, expect, it } from "vitest";
import { Identifiers } from "./identifiers.ts";
import { readMentions, writeMentions } from "./mentions.ts";
import { createRandom } from "./random.ts";
import { World } from "./world.ts";

function createWorld() {
  const world = new World(
    new Identifiers(createRandom(1)),
    () => undefined,
    () => undefined,
  );
  const app = world.createApp({ name: "Bot", type: "self-built", encryptKey: undefined, verificationToken: undefined });
  const members = ["Ada", "Ada Byron", "陈晨", "C++ (team)"].map((name) => world.createUser(name).openId);
  const chat = world.createChat({ name: "Chat", type: "group", members, bots: [app.appId] });
  const read = (typed: string) => {
    const { text, mentions } = readMentions(world, writeMentions(world, chat, typed));
    return [text, ...mentions.map(({ name }) => name)];
  };
  return { world, read };
}

describe("a name behind an @", () => {
  it.each([
    ["hello @Ada", "hello @_user_1", "Ada"],
    ["@Bot help", "@_user_1 help", "Bot"],
    ["@Ada Byron and @Ada", "@_user_1 and @_user_2", "Ada Byron", "Ada"],
    ["@陈晨你好", "@_user_1你好", "陈晨"],
    ["(@C++ (team))", "(@_user_1)", "C++ (team)"],
    ["@Ada @Ada", "@_user_1 @_user_2", "Ada", "Ada"],
    ["https://a.example/?u=@Ada for @Ada", "https://a.example/?u=@Ada for @_user_1", "Ada"],
    ["see HTTPS://a.example/@Ada，@陈晨", "see HTTPS://a.example/@Ada，@_user_1", "陈晨"],
  ])("mentions who has it: %s", (typed, ...expected) => {
    expect(createWorld().read(typed)).toEqual(expected);
  });

  it("mentions everybody where it is all", () => {
    expect(createWorld().read("@all, lunch")).toEqual(["@_all, lunch"]);
  });

  it.each([
    "@Eve",
    "@Adam",
    "ada@Ada",
    "https://a.example/@Ada",
    "https://a.example/?u=@Ada",
    "@",
    "@allison",
    "a <at> b",
  ])("mentions nobody: %s", (typed) => {
    expect(createWorld().read(typed)).toEqual([typed]);
  });

  it.each(['<at user_id="ou_1">Ada</at>', '<at user_id="ou_">x</at>', '<at user_id="">', "<at user_id=".repeat(1_000)])(
    "mentions nobody where the tag is nobody's: %.20s",
    (typed) => {
      expect(createWorld().read(typed)).toEqual([typed]);
    },
  );

  it("mentions nobody who is not in the chat", () => {
    const { world, read } = createWorld();
    world.createUser("Eve");

    expect(read("@Eve")).toEqual(["@Eve"]);
  });
});
