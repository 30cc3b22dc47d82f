import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type HandMadeFrame, readFrame, writeFrame } from "./gateway/hand-made-frames.ts";
import type { SimulatedApp, Simulator } from "./index.ts";
import { startSimulator } from "./simulator.ts";

// What the official SDKs put on the wire, byte by byte as their sources have it; the platform takes all of it.
const reply = { toast: { type: "info", content: "好" } };
const base64 = (json: unknown) => Buffer.from(JSON.stringify(json)).toString("base64");
const echo = (frame: HandMadeFrame, bizRt: string | undefined, payload: string) =>
  writeFrame({
    ...frame,
    headers: bizRt === undefined ? frame.headers : [...frame.headers, ["biz_rt", bizRt]],
    payload,
  });

/** How each writes an answer, and with which spaces. */
const sdks = {
  Go: {
    discovery: { "Content-Type": "application/json", locale: "zh" },
    answers: [
      ["without data", (frame) => echo(frame, "3", '{"code":200,"headers":null,"data":null}'), {}],
      ["with a nil pointer", (frame) => echo(frame, "0", '{"code":200,"headers":null,"data":"bnVsbA=="}'), {}],
      ["with a reply", (frame) => echo(frame, "12", `{"code":200,"headers":null,"data":"${base64(reply)}"}`), reply],
      ["with an error", (frame) => echo(frame, "12", '{"code":500,"headers":null,"data":null}'), 200_671],
      [
        "with empty fields",
        (frame) => withEmptyFields(frame, `{"code":200,"headers":null,"data":"${base64(reply)}"}`),
        reply,
      ],
    ],
  },
  Node: {
    discovery: { "Content-Type": "application/json", locale: "zh", "User-Agent": "oapi-node-sdk/1.74.0" },
    answers: [
      ["without data", (frame) => echo(frame, "-2", '{"code":200}'), {}],
      ["with a reply", (frame) => echo(frame, "0", `{"code":200,"data":"${base64(reply)}"}`), reply],
      ["with ids that a double has rounded", (frame) => echo(rounded(frame), "-1", '{"code":200}'), {}],
      [
        "without a handler",
        (frame) => echo(frame, "0", `{"code":200,"data":"${base64("no card.action.trigger event handle")}"}`),
        200_672,
      ],
      ["with an error", (frame) => echo(frame, "-1", '{"code":500}'), 200_671],
    ],
  },
  Python: {
    discovery: { "Content-Type": "application/json", locale: "zh" },
    answers: [
      ["without data", (frame) => echo(frame, "5", '{"code": 200, "headers": null, "data": null}'), {}],
      [
        "with a reply, whose unset members are null",
        (frame) => {
          const data = base64({ toast: { ...reply.toast, i18n: null }, card: null });
          return echo(frame, "5", `{"code": 200, "headers": null, "data": "${data}"}`);
        },
        reply,
      ],
      [
        "with an error and without biz_rt",
        (frame) => echo(frame, undefined, '{"code": 500, "headers": null, "data": null}'),
        200_671,
      ],
    ],
  },
  Java: {
    discovery: { "Content-Type": "application/json; charset=utf-8", locale: "zh" },
    answers: [
      ["without data", (frame) => echo(frame, "7", '{"code":200}'), {}],
      ["with empty data", (frame) => echo(frame, "7", '{"code":200,"data":""}'), {}],
      ["with an empty object", (frame) => echo(frame, "7", '{"code":200,"data":"e30="}'), {}],
      ["with a reply", (frame) => echo(frame, "7", `{"code":200,"data":"${base64(reply)}"}`), reply],
      ["with an error", (frame) => echo(frame, "7", '{"code":500}'), 200_671],
    ],
  },
} as const satisfies Record<
  string,
  {
    readonly discovery: Readonly<Record<string, string>>;
    readonly answers: readonly (readonly [string, (frame: HandMadeFrame) => Uint8Array, object | number])[];
  }
>;

/** Its generated code writes `payload_encoding` and `payload_type` into every frame, and they are empty. */
function withEmptyFields(frame: HandMadeFrame, payload: string): Uint8Array {
  const whole = echo(frame, "0", payload);
  const { LogIDNew: _new, payload: _payload, ...begun } = frame;
  const start = writeFrame({ ...begun, headers: [...frame.headers, ["biz_rt", "0"]] }).length;
  return Buffer.concat([whole.subarray(0, start), Uint8Array.of(0x32, 0, 0x3a, 0), whole.subarray(start)]);
}

/** As a 64-bit number comes out of a JavaScript number. */
function rounded(frame: HandMadeFrame): HandMadeFrame {
  return { ...frame, SeqID: BigInt(Number(frame.SeqID)), LogID: BigInt(Number(frame.LogID)) };
}

let simulator: Simulator;
let app: SimulatedApp;
let socket: WebSocket | undefined;

beforeEach(async () => {
  simulator = await startSimulator({ console: false });
  app = simulator.createApp();
});
afterEach(async () => {
  socket?.terminate();
  await simulator.close();
});

const discover = async (headers: Readonly<Record<string, string>>, AppSecret = app.appSecret) => {
  const body = JSON.stringify({ AppID: app.appId, AppSecret });
  const response = await fetch(`${simulator.domain}/callback/ws/endpoint`, { method: "POST", headers, body });
  return (await response.json()) as { code: number; msg: string; data: { URL: string; ClientConfig: object } };
};

describe.each(Object.entries(sdks))("the %s SDK", (_, { discovery, answers }) => {
  it.each<(typeof answers)[number]>([...answers])("answers a click %s", async (_case, answer, expected) => {
    const { data } = await discover(discovery);
    socket = new WebSocket(data.URL);
    socket.on("message", (bytes: Buffer) => {
      const frame = readFrame(bytes);
      if (frame.method === 1n) socket?.send(answer(frame));
    });
    await once(socket, "open");
    const user = simulator.createUser();
    const { message_id } = app.sendCard(simulator.createChat({ members: [user], bots: [app] }), {
      elements: [
        { tag: "action", actions: [{ tag: "button", text: { tag: "plain_text", content: "OK" }, value: {} }] },
      ],
    });
    const { toast, clientCode } = await user.click({ message_id, button: "OK" });

    expect(clientCode).toBe(typeof expected === "number" ? expected : undefined);
    expect(toast).toEqual(expected === reply ? reply.toast : undefined);
  });

  it("gets all four settings and an address, also beside an error", async () => {
    const settings = ["ReconnectCount", "ReconnectInterval", "ReconnectNonce", "PingInterval"];
    for (const answer of [await discover(discovery), await discover(discovery, "wrong")]) {
      expect(Object.keys(answer.data.ClientConfig)).toEqual(settings);
      expect(Object.values(answer.data.ClientConfig).every(Number.isInteger)).toBe(true);
      expect(typeof answer.data.URL).toBe("string");
    }
  });
});

it("app ids are those that the Node SDK takes", () => {
  expect(app.appId).toMatch(/^cli_[0-9a-f]{16}$/);
});
