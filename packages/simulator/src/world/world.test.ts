import { expect, it } from "vitest";
import { contentFor, type Fact } from "./entities.ts";
import { Identifiers } from "./identifiers.ts";
import { createRandom } from "./random.ts";
import { World } from "./world.ts";

function createWorld() {
  const facts: Fact[] = [];
  const world = new World(
    new Identifiers(createRandom(1)),
    (fact) => facts.push(fact),
    () => undefined,
  );
  const app = world.createApp({ name: "Bot", type: "self-built", encryptKey: undefined, verificationToken: undefined });
  const [ada, ben] = [world.createUser("Ada"), world.createUser("Ben")];
  const chat = world.createChat({ name: "Chat", type: "group", members: [ada.openId, ben.openId], bots: [app.appId] });
  const card = world.post(
    { chat, sender: { type: "app", id: app.appId }, msgType: "interactive", content: { header: "old" } },
    10,
  );
  return { world, facts, app, ada, ben, chat, card };
}

it("the world tells of everything that happens in it, in order", () => {
  const { world, facts, card } = createWorld();
  world.replaceCard(card, { header: "new" }, "everybody", 20);

  expect(facts.map(({ type }) => type)).toEqual(["app", "user", "user", "chat", "message", "message"]);
  expect(facts.at(-1)).toMatchObject({
    message: { content: { header: "new" }, revision: 1, createdAt: 10, updatedAt: 20 },
  });
});

it("a card that is replaced for one person stays as it was for the others", () => {
  const { world, card, ada, ben } = createWorld();
  const changed = world.replaceCard(card, { header: "new" }, [ada.openId], 20);

  expect(contentFor(changed, ada.openId)).toEqual({ header: "new" });
  expect(contentFor(changed, ben.openId)).toEqual({ header: "old" });
  expect(contentFor(changed, undefined)).toEqual({ header: "old" });
});

it("a card that is replaced for everybody takes the place of personal copies, too", () => {
  const { world, card, ada } = createWorld();
  const personal = world.replaceCard(card, { header: "mine" }, [ada.openId], 20);
  const shared = world.replaceCard(personal, { header: "ours" }, "everybody", 30);

  expect(contentFor(shared, ada.openId)).toEqual({ header: "ours" });
});

it("reverting a card brings its former copies back under a new revision", () => {
  const { world, card } = createWorld();
  world.replaceCard(card, { header: "early" }, "everybody", 20);
  world.revertCard(card, 30);

  expect(world.message(card.messageId)).toMatchObject({ content: { header: "old" }, revision: 2, updatedAt: 30 });
});

it("a bot and a person have one chat of their own", () => {
  const { world, app, ada, ben } = createWorld();

  expect(world.directChat(app, ada)).toMatchObject({ type: "p2p", members: [ada.openId], bots: [app.appId] });
  expect(world.directChat(app, ada).chatId).toBe(world.directChat(app, ada).chatId);
  expect(world.directChat(app, ada).chatId).not.toBe(world.directChat(app, ben).chatId);
});

it("the world keeps a bounded number of messages", () => {
  const { world, chat, card } = createWorld();
  for (let count = 0; count < 10_000; count++) {
    world.post({ chat, sender: { type: "user", id: "ou_1" }, msgType: "text", content: { text: "x" } }, 30);
  }

  expect(world.messages()).toHaveLength(10_000);
  expect(world.message(card.messageId)).toBeUndefined();
});
