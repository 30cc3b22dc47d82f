import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import { decodeAnswer, encodeAnswer } from "./answer.ts";
import { type CompleteMessage, FragmentBuffer } from "./fragments.ts";
import { decodeFrame, encodeFrame, type Frame } from "./frame.ts";
import { type FrameView, readFrame } from "./frame-view.ts";
import { headerOf } from "./headers.ts";
import { wireLimits } from "./limits.ts";
import { encodePing } from "./ping.ts";

/** A frame in JSON: 64-bit numbers in decimal, bytes in hex, what is absent is absent. */
interface Meaning {
  readonly SeqID: string;
  readonly LogID: string;
  readonly service: number;
  readonly method: number;
  readonly headers: readonly { readonly key: string; readonly value: string; readonly unknownFields?: string }[];
  readonly payload_encoding?: string;
  readonly payload_type?: string;
  readonly payload?: string;
  readonly LogIDNew?: string;
  readonly unknownFields?: string;
}

interface Hex {
  readonly hex: string;
}

interface Vector extends Hex {
  readonly name: string;
  readonly frame: Meaning;
}

interface OfficialAnswer extends Vector {
  readonly sent: readonly Hex[];
  readonly answer: { readonly code: number; readonly reply?: unknown };
  readonly roundsIds?: true;
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../conformance/vectors/${file}`, import.meta.url), "utf8"));

const frames = read("frames.json") as {
  readonly canonical: readonly Vector[];
  readonly unusual: readonly Vector[];
  readonly refused: readonly { readonly name: string; readonly hex: string }[];
};
const fragments = read("fragments.json") as readonly {
  readonly name: string;
  readonly frames: readonly Hex[];
  readonly payload: string;
}[];
const official = read("official-node-sdk.json") as {
  readonly ping: { readonly serviceId: number; readonly hex: string; readonly frame: Meaning };
  readonly answers: readonly OfficialAnswer[];
};

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

function toMeaning(frame: Frame): Meaning {
  return {
    SeqID: String(frame.SeqID),
    LogID: String(frame.LogID),
    service: frame.service,
    method: frame.method,
    headers: frame.headers.map(({ unknownFields, ...header }) =>
      unknownFields === undefined ? header : { ...header, unknownFields: toHex(unknownFields) },
    ),
    ...(frame.payload_encoding === undefined ? {} : { payload_encoding: frame.payload_encoding }),
    ...(frame.payload_type === undefined ? {} : { payload_type: frame.payload_type }),
    ...(frame.payload === undefined ? {} : { payload: toHex(frame.payload) }),
    ...(frame.LogIDNew === undefined ? {} : { LogIDNew: frame.LogIDNew }),
    ...(frame.unknownFields === undefined ? {} : { unknownFields: toHex(frame.unknownFields) }),
  };
}

function fromMeaning({ payload, unknownFields, ...meaning }: Meaning): Frame {
  return {
    ...meaning,
    SeqID: BigInt(meaning.SeqID),
    LogID: BigInt(meaning.LogID),
    headers: meaning.headers.map(({ unknownFields: unknownInHeader, ...header }) =>
      unknownInHeader === undefined ? header : { ...header, unknownFields: fromHex(unknownInHeader) },
    ),
    ...(payload === undefined ? {} : { payload: fromHex(payload) }),
    ...(unknownFields === undefined ? {} : { unknownFields: fromHex(unknownFields) }),
  };
}

/** Puts frames into one buffer and gives the message that the last of them, and only the last, completes. */
function assemble(sent: readonly Hex[]): CompleteMessage<Frame | FrameView> {
  const { maxFragments, maxPartialMessages, maxPartialBytes, partialTtlMs } = wireLimits;
  const buffer = new FragmentBuffer({ maxFragments, maxPartialMessages, maxPartialBytes, partialTtlMs });
  const messages = sent.map(({ hex }, index) => buffer.add(readFrame(fromHex(hex)), index));
  const last = messages.pop();
  if (last === undefined || messages.some((message) => message !== undefined)) {
    throw new Error("the message was not completed by its last frame");
  }
  return last;
}

describe("frames written by protobufjs", () => {
  it.each(frames.canonical)("are understood: $name", ({ hex, frame }) => {
    expect(toMeaning(decodeFrame(fromHex(hex)))).toEqual(frame);
  });

  it.each(frames.canonical)("are what larkwire writes: $name", ({ hex, frame }) => {
    expect(toHex(encodeFrame(fromMeaning(frame)))).toBe(hex);
  });

  it.each(frames.canonical)("come back as the same bytes: $name", ({ hex }) => {
    expect(toHex(encodeFrame(decodeFrame(fromHex(hex))))).toBe(hex);
  });
});

describe("frames that protobufjs understands", () => {
  it.each(frames.unusual)("are understood: $name", ({ hex, frame }) => {
    expect(toMeaning(decodeFrame(fromHex(hex)))).toEqual(frame);
  });

  it.each(frames.unusual)("keep their meaning and their unknown fields: $name", ({ hex, frame }) => {
    const again = encodeFrame(decodeFrame(fromHex(hex)));

    expect(toMeaning(decodeFrame(again))).toEqual(frame);
  });

  it.each(frames.unusual)("are read wherever they lie in a larger buffer: $name", ({ hex, frame }) => {
    const larger = new Uint8Array([...fromHex("ffff"), ...fromHex(hex), ...fromHex("ffff")]);

    expect(toMeaning(decodeFrame(larger.subarray(2, -2)))).toEqual(frame);
  });
});

describe("frames that are answered without being decoded", () => {
  const all = [...frames.canonical, ...frames.unusual];

  it.each(all)("have the same headers and payload: $name", ({ hex, frame }) => {
    const read = readFrame(fromHex(hex));

    const values = frame.headers.map(({ key }) => headerOf(read, key));

    expect(values).toEqual(frame.headers.map(({ key }) => frame.headers.find((first) => first.key === key)?.value));
    expect({ method: read.method, payload: toHex(read.payload ?? fromHex("")) }).toEqual({
      method: frame.method,
      payload: frame.payload ?? "",
    });
  });

  it.each(all)("get an answer with their own meaning, another payload and one more header: $name", ({ hex, frame }) => {
    const answer = decodeFrame(encodeAnswer(readFrame(fromHex(hex)), { code: 500, bizRtMs: 12.9 }));

    expect(toMeaning(answer)).toEqual({
      ...frame,
      headers: [...frame.headers, { key: "biz_rt", value: "12" }],
      payload: toHex(new TextEncoder().encode('{"code":500}')),
    });
  });
});

describe.each([
  ["decodeFrame", decodeFrame],
  ["readFrame", readFrame],
])("bytes that protobufjs refuses, given to %s", (_, decode) => {
  it.each(frames.refused)("are refused: $name", ({ hex }) => {
    expect(() => decode(fromHex(hex))).toThrow(expect.toSatisfy((error) => LarkwireError.is(error, "FRAME_MALFORMED")));
  });
});

describe("fragments written by protobufjs", () => {
  it.each(fragments)("become one message: $name", ({ frames: sent, payload }) => {
    expect(toHex(assemble(sent).payload)).toBe(payload);
  });
});

describe("what the official Node SDK sends", () => {
  it("is the same ping", () => {
    expect(toHex(encodePing(official.ping.serviceId))).toBe(official.ping.hex);
  });

  it.each(official.answers)("is understood as an answer: $name", ({ hex, frame, answer }) => {
    const received = decodeFrame(fromHex(hex));
    const { code, json } = decodeAnswer(received);

    expect(toMeaning(received)).toEqual(frame);
    expect({ code, reply: json === undefined ? undefined : JSON.parse(json) }).toEqual({ reply: undefined, ...answer });
  });

  it.each(official.answers.filter(({ roundsIds }) => !roundsIds))(
    "is what larkwire answers, but for the spelling of the payload: $name",
    ({ sent, hex, frame, answer }) => {
      const json = answer.reply === undefined ? undefined : JSON.stringify(answer.reply);

      const ours = decodeFrame(encodeAnswer(assemble(sent).frame, { code: answer.code, json, bizRtMs: 0 }));

      expect({ ...toMeaning(ours), payload: undefined }).toEqual({ ...frame, payload: undefined });
      expect(decodeAnswer(ours)).toEqual(decodeAnswer(decodeFrame(fromHex(hex))));
    },
  );

  it.each(official.answers.filter(({ roundsIds }) => roundsIds))(
    "has rounded ids where larkwire echoes them exactly: $name",
    ({ sent, frame }) => {
      const [request] = sent.map(({ hex }) => decodeFrame(fromHex(hex)));

      const { SeqID, LogID } = decodeFrame(encodeAnswer(assemble(sent).frame, { code: 200, bizRtMs: 0 }));

      expect({ SeqID, LogID }).toEqual({ SeqID: request?.SeqID, LogID: request?.LogID });
      expect(frame.SeqID).not.toBe(String(SeqID));
    },
  );
});
