import { img } from "larkwire/cards";
import { Client, content } from "larkwire/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SimulatedApp, type SimulatedChat, type Simulator, startSimulator } from "../../index.ts";
import { createClient, createDispatcher, larkwireWaysIn } from "../../larkwire-bots.ts";

// Codes are those of the platform's documents of im v1 images, files and message resources.
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);

let simulator: Simulator;
let app: SimulatedApp;
let other: SimulatedApp;
let chat: SimulatedChat;
let client: Client;

beforeEach(async () => {
  simulator = await startSimulator({ console: false });
  app = simulator.createApp();
  other = simulator.createApp({ name: "Other" });
  chat = simulator.createChat({ members: [simulator.createUser()], bots: [app, other] });
  client = createClient(simulator, app);
});
afterEach(() => simulator.close());

const refused = (code: number, msg = "") =>
  expect.objectContaining({ platform: expect.objectContaining({ code, msg: expect.stringContaining(msg) }) });
const uploadImage = async (image: Uint8Array = png, by = client) =>
  (await by.im.image.create({ data: { image_type: "message", image } })).data.image_key;
const uploadFile = async (
  file: Uint8Array = png,
  file_type: "stream" | "opus" | "mp4" = "stream",
  file_name = "a.txt",
) => (await client.im.file.create({ data: { file_type, file_name, file } })).data.file_key;
const send = async (body: object) => {
  const data = { receive_id: chat.chatId, ...body } as Parameters<Client["im"]["message"]["create"]>[0]["data"];
  return (await client.im.message.create({ params: { receive_id_type: "chat_id" }, data })).data;
};
const imageCard = (img_key: string) => ({ schema: "2.0", body: { elements: [img({ img_key, alt: "" })] } });

describe("an image", () => {
  it("is downloaded as it was uploaded, with its type", async () => {
    const key = await uploadImage();
    const download = await client.im.image.get({ path: { image_key: key } });

    expect(key).toMatch(/^img_v3_/);
    expect(download).toMatchObject({ contentType: "image/png", totalBytes: png.length });
    expect(await download.bytes()).toEqual(png);
  });

  it.each<[number, string, Uint8Array]>([
    [234_010, "nothing", new Uint8Array()],
    [234_011, "what is no image", new TextEncoder().encode("hello")],
    [234_006, "more than 10 MB", new Uint8Array(10 * 2 ** 20 + 1)],
  ])("is refused with %i for %s", async (code, _, bytes) => {
    await expect(uploadImage(bytes)).rejects.toEqual(refused(code));
  });

  it("may have 10 MB, in a stream", async () => {
    const large = new Uint8Array(10 * 2 ** 20);
    large.set(png);
    const image = new Blob([large]).stream();
    const { data } = await client.im.image.create({ data: { image_type: "message", image } });

    expect(Buffer.from(await (await client.im.image.get({ path: data })).bytes()).equals(large)).toBe(true);
  });

  it("waits for a place where 16 are coming already", async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slowly = async function* () {
      yield png;
      await finished;
    };
    const slow = Array.from({ length: 16 }, () =>
      client.im.image.create({ data: { image_type: "message", image: slowly() } }),
    );
    const impatient = new Client({ ...app.credentials, logLevel: "silent", maxRateLimitWaitMs: 0 });
    const code = () =>
      uploadImage(png, impatient).then(
        () => 0,
        (error: { readonly platform?: { readonly code: number } }) => error.platform?.code,
      );
    await expect.poll(code).toBe(99_991_400);
    finish();

    expect(await Promise.all(slow)).toHaveLength(16);
    expect(await uploadImage()).toMatch(/^img_/);
  });

  it("is the app's own", async () => {
    const path = { image_key: await uploadImage() };

    await expect(createClient(simulator, other).im.image.get({ path })).rejects.toEqual(refused(234_008));
    await expect(client.im.image.get({ path: { image_key: "img_0" } })).rejects.toEqual(refused(234_001));
  });
});

describe("a file", () => {
  it("is downloaded as it was uploaded, with its name", async () => {
    const file_key = await uploadFile(png, "stream", '报告 "1"\r\n.txt');
    const download = await client.im.file.get({ path: { file_key } });

    expect(download).toMatchObject({ contentType: "application/octet-stream", fileName: '报告 "1".txt' });
    expect(await download.bytes()).toEqual(png);
  });

  it("is refused when it is empty, of no type, or larger than 30 MB", async () => {
    const wrongType = { file_type: "exe" as "stream", file_name: "a", file: png };

    await expect(uploadFile(new Uint8Array())).rejects.toEqual(refused(234_010));
    await expect(client.im.file.create({ data: wrongType })).rejects.toEqual(refused(234_001));
    await expect(uploadFile(new Uint8Array(30 * 2 ** 20 + 1))).rejects.toEqual(refused(234_006));
  });

  it("is refused when what comes is no form", async () => {
    const data = { file_type: "stream" };

    await expect(client.request({ method: "POST", path: "/open-apis/im/v1/files", data })).rejects.toEqual(
      refused(234_001),
    );
  });
});

describe("a message with a file", () => {
  it.each([
    ["image", async () => ({ image_key: await uploadImage() })],
    ["file", async () => ({ file_key: await uploadFile() })],
    ["audio", async () => ({ file_key: await uploadFile(png, "opus") })],
    ["media", async () => ({ file_key: await uploadFile(png, "mp4"), image_key: await uploadImage() })],
  ])("of type %s is sent, and its file read from there by every bot of the chat", async (msg_type, upload) => {
    const keys: { file_key?: string; image_key?: string } = await upload();
    const { message_id } = await send({ msg_type, content: keys });
    const type = keys.file_key === undefined ? "image" : "file";
    const request = {
      method: "GET",
      path: `/open-apis/im/v1/messages/${message_id}/resources/${keys.file_key ?? keys.image_key}`,
    } as const;
    const download = await createClient(simulator, other).download({ ...request, params: { type } });

    expect(await download.bytes()).toEqual(png);
    await expect(client.download({ ...request, params: { type: "other" } })).rejects.toEqual(refused(234_001));
  });

  it("is refused where there is no such file, another app's, or one of another type", async () => {
    const foreign = await uploadImage(png, createClient(simulator, other));
    const audio = { msg_type: "audio", content: { file_key: await uploadFile() } };
    const post = content.post({ zh_cn: { content: [[{ tag: "img", image_key: "img_0" }]] } });

    await expect(send({ msg_type: "image", content: { image_key: "img_0" } })).rejects.toEqual(refused(230_001));
    await expect(send({ msg_type: "image", content: { image_key: foreign } })).rejects.toEqual(refused(230_017));
    await expect(send(audio)).rejects.toEqual(refused(230_055));
    await expect(send(post)).rejects.toEqual(refused(230_001));
  });

  it("has no other files to give", async () => {
    const image_key = await uploadImage();
    const { message_id } = await send({ msg_type: "image", content: { image_key } });
    const text = await send(content.text("hi"));
    const get = (message: string, key: string, by = client) =>
      by.download({
        method: "GET",
        path: `/open-apis/im/v1/messages/${message}/resources/${key}`,
        params: { type: "image" },
      });
    const outside = createClient(simulator, simulator.createApp());

    await expect(get(message_id, await uploadImage())).rejects.toEqual(refused(234_003));
    await expect(get(text.message_id, image_key)).rejects.toEqual(refused(234_043));
    await expect(get("om_0", image_key)).rejects.toEqual(refused(234_001));
    await expect(get(message_id, image_key, outside)).rejects.toEqual(refused(234_004));
  });
});

describe("a card with an image", () => {
  it("is taken once the image is there, uploaded or added", async () => {
    app.addImage("img_v2_041b28e3");

    await expect(send(content.card(imageCard("img_v2_0")))).rejects.toEqual(refused(230_099, "ErrCode: 200570"));
    expect(await send(content.card(imageCard(await uploadImage())))).toMatchObject({ msg_type: "interactive" });
    expect(await send(content.card(imageCard("img_v2_041b28e3")))).toMatchObject({ msg_type: "interactive" });
  });

  it("is an answer to a click only with an image that is there", async () => {
    const button = {
      tag: "button",
      text: { tag: "plain_text", content: "Go" },
      behaviors: [{ type: "callback", value: { a: 1 } }],
    };
    const user = simulator.createUser();
    await chat.add({ members: [user] });
    let image_key = "img_0";
    const dispatcher = createDispatcher(simulator, app).onCardAction(async () => ({
      card: { type: "raw", data: imageCard(image_key) },
    }));
    await using _ = await larkwireWaysIn["the long connection"](simulator, app, dispatcher);
    const { message_id } = app.sendCard(chat, { schema: "2.0", body: { elements: [button] } });

    expect(await user.click({ message_id, button: "Go" })).toMatchObject({ clientCode: 200_673 });
    image_key = await uploadImage();
    expect(await user.click({ message_id, button: "Go" })).toMatchObject({
      clientCode: undefined,
      card: imageCard(image_key),
    });
  });

  it("is taken with an image that the world began with", async () => {
    const world = { apps: [{ name: "App", imageKeys: ["img_1"] }], chats: [{ name: "Chat", bots: ["App"] }] };
    await using described = await startSimulator({ console: false, world });
    const { chatId } = described.chat("Chat");
    const data = { receive_id: chatId, ...content.card(imageCard("img_1")) };
    const sending = createClient(described, described.app("App")).im.message.create({
      params: { receive_id_type: "chat_id" },
      data,
    });

    expect((await sending).code).toBe(0);
  });
});
