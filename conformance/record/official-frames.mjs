// @ts-check
import { EventDispatcher, LoggerLevel, WSClient } from "@larksuiteoapi/node-sdk";
import { startPlatform } from "./official-platform.mjs";
import { decode, encode, fromHex, textToHex } from "./protobuf.mjs";

const serviceId = 33554678;
const reply = {
  toast: { type: "success", content: "已批准 ✅", i18n: { en_us: "Approved" } },
  card: { type: "raw", data: { schema: "2.0", body: { elements: [{ tag: "markdown", content: "**已批准**" }] } } },
};

/** @param {string} eventType @param {object} event */
function envelope(eventType, event) {
  const header = {
    event_id: "e-1",
    token: "vtoken",
    create_time: "1700000000000",
    event_type: eventType,
    tenant_key: "t",
    app_id: "cli_a1b2c3d4e5f60718",
  };
  return JSON.stringify({ schema: "2.0", header, event });
}

/** @param {string} payload @param {Partial<import("./protobuf.mjs").Meaning>} more @param {string} sum @param {string} seq */
function data(payload, more = {}, sum = "1", seq = "0") {
  const headers = Object.entries({
    type: "event",
    message_id: "m-1",
    sum,
    seq,
    trace_id: "t-1",
    timestamp: "1700000000123",
    instance_id: "10.0.0.7:9000",
  });
  return encode({
    SeqID: "7001",
    LogID: "7002",
    service: serviceId,
    method: 1,
    headers: headers.map(([key, value]) => ({ key, value })),
    payload: textToHex(payload),
    ...more,
  });
}

const click = envelope("card.action.trigger", {
  operator: { open_id: "ou_1" },
  token: "c-1",
  action: { tag: "button", value: { id: "42" } },
  context: { open_message_id: "om_1", open_chat_id: "oc_1" },
});
const half = 40;

/** What is sent, and what the answer says. @type {{ name: string, sent: string[], code: number, reply?: unknown, roundsIds?: true }[]} */
const scenes = [
  { name: "a card click, answered with a toast and a card", sent: [data(click)], code: 200, reply },
  {
    name: "a card click in two fragments, the second one first",
    sent: [data(click.slice(half), {}, "2", "1"), data(click.slice(0, half), {}, "2", "0")],
    code: 200,
    reply,
  },
  {
    name: "an event whose handler returns nothing",
    sent: [data(envelope("im.message.receive_v1", { message: { content: "{}" } }))],
    code: 200,
  },
  { name: "a handler that throws", sent: [data(envelope("throws_v1", {}))], code: 500 },
  {
    name: "an event nobody handles",
    sent: [data(envelope("nobody_v1", {}))],
    code: 200,
    reply: "no nobody_v1 event handle",
  },
  {
    name: "a frame with every optional field",
    sent: [data(click, { payload_encoding: "identity", payload_type: "json", LogIDNew: "t-1" })],
    code: 200,
    reply,
  },
  {
    name: "ids above 2^53",
    roundsIds: true,
    sent: [data(click, { SeqID: "9007199254740993", LogID: "18446744073709551615" })],
    code: 200,
    reply,
  },
];

/** @param {string} hex */
function answerIn(hex) {
  const { payload } = decode(hex);
  const { code, data: base64 } = JSON.parse(fromHex(payload ?? "").toString("utf8"));
  return base64 === undefined ? { code } : { code, reply: JSON.parse(Buffer.from(base64, "base64").toString("utf8")) };
}

/** What the unmodified official SDK writes on a local socket. Its clock stands still, so that `biz_rt` is 0 every time. */
export async function recordOfficialFrames() {
  const now = Date.now;
  const stopped = now();
  Date.now = () => stopped;
  const platform = await startPlatform(serviceId);
  const client = new WSClient({
    appId: "cli_a1b2c3d4e5f60718",
    appSecret: "secret",
    domain: platform.domain,
    loggerLevel: LoggerLevel.fatal,
  });
  const eventDispatcher = new EventDispatcher({ loggerLevel: LoggerLevel.error }).register({
    "card.action.trigger": async () => reply,
    "im.message.receive_v1": async () => undefined,
    throws_v1: async () => {
      throw new Error("on purpose");
    },
  });
  try {
    await client.start({ eventDispatcher });
    const ping = await platform.next();
    const answers = [];
    for (const { name, roundsIds, sent, ...expected } of scenes) {
      for (const hex of sent) await platform.send(fromHex(hex));
      const hex = await platform.next();
      const said = answerIn(hex);
      if (JSON.stringify(said) !== JSON.stringify(expected)) throw new Error(`${name}: ${JSON.stringify(said)}`);
      answers.push({
        name,
        sent: sent.map((each) => ({ hex: each })),
        hex,
        frame: decode(hex),
        answer: said,
        ...(roundsIds && { roundsIds }),
      });
    }
    return { ping: { serviceId, hex: ping, frame: decode(ping) }, answers };
  } finally {
    client.close({ force: true });
    await platform.close();
    Date.now = now;
  }
}
