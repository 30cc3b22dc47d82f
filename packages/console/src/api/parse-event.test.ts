import { describe, expect, it } from "vitest";
import { isWorldView, parseConsoleEvent } from "./parse-event.ts";

describe("a line of the stream", () => {
  it("is an event when its type is known and its view has an id", () => {
    expect(parseConsoleEvent('{"type":"user","user":{"open_id":"ou_1","name":"Mei"}}')).toEqual({
      type: "user",
      user: { open_id: "ou_1", name: "Mei" },
    });
  });

  it.each([
    ["not JSON", "{"],
    ["not an object", "[]"],
    ["a type of tomorrow", '{"type":"reaction","reaction":{"id":"1"}}'],
    ["a type that every object has", '{"type":"constructor","constructor":{"id":"1"}}'],
    ["a view without its id", '{"type":"user","user":{}}'],
  ])("is passed over when it is %s", (_, line) => {
    expect(parseConsoleEvent(line)).toBeUndefined();
  });
});

describe("a world", () => {
  it("has all five collections", () => {
    expect(isWorldView({ apps: [], users: [], chats: [], messages: [], exchanges: [] })).toBe(true);
    expect(isWorldView({ apps: [] })).toBe(false);
    expect(isWorldView("<!doctype html>")).toBe(false);
  });
});
