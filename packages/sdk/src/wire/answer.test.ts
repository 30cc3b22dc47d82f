import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeAnswer, encodeAnswer } from "./answer.ts";
import { decodeFrame, encodeFrame, type Frame } from "./frame.ts";
import { readFrame } from "./frame-view.ts";

const request: Frame = {
  SeqID: 2n ** 64n - 1n,
  LogID: 7_398_214_551_928_340_481n,
  service: 33554678,
  method: 1,
  headers: [
    { key: "type", value: "event" },
    { key: "message_id", value: "0f8fad5b-d9cb-469f-a165-70867728950e" },
    { key: "instance_id", value: "10.0.0.1:80" },
  ],
  payload_encoding: "gzip?",
  payload_type: "json",
  payload: Buffer.from('{"schema":"2.0"}'),
  LogIDNew: "2026092811",
};

const answerTo = (frame: Frame, json?: string, bizRtMs = 12) =>
  decodeFrame(encodeAnswer(frame, { code: 200, json, bizRtMs }));
const payloadOf = (frame: Frame): unknown => JSON.parse(Buffer.from(frame.payload ?? []).toString("utf8"));
const withPayload = (payload: string): Frame => ({ ...request, payload: Buffer.from(payload) });

describe("encodeAnswer", () => {
  it("keeps everything but the payload and puts biz_rt behind the headers", () => {
    const answer = answerTo(request, "{}");

    expect(answer).toEqual({
      ...request,
      headers: [...request.headers, { key: "biz_rt", value: "12" }],
      payload: answer.payload,
      unknownFields: undefined,
    });
    expect(payloadOf(answer)).toEqual({ code: 200, data: "e30=" });
  });

  it("keeps a biz_rt that came with the frame and still writes its own last", () => {
    const answer = answerTo({ ...request, headers: [{ key: "biz_rt", value: "theirs" }, ...request.headers] });

    expect(answer.headers.map(({ key, value }) => [key, value]).filter(([key]) => key === "biz_rt")).toEqual([
      ["biz_rt", "theirs"],
      ["biz_rt", "12"],
    ]);
    expect(answer.headers.at(-1)?.key).toBe("biz_rt");
  });

  it("says only the code where there is no reply", () => {
    expect(Buffer.from(answerTo(request).payload ?? []).toString()).toBe('{"code":200}');
  });

  it.each([
    [12.9, "12"],
    [-3, "0"],
    [Number.NaN, "0"],
    [Number.POSITIVE_INFINITY, "9007199254740991"],
  ])("writes a handling time of %s ms as %s", (bizRtMs, written) => {
    expect(answerTo(request, "{}", bizRtMs).headers.at(-1)?.value).toBe(written);
  });

  it("writes data as the base64 that the runtime writes, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (json) => {
        const base64 = Buffer.from(json, "utf8").toString("base64");
        expect(payloadOf(answerTo(request, json))).toEqual({ code: 200, data: base64 });
      }),
    );
  });

  it("is the same bytes whether the frame was decoded or read in place", () => {
    const header = fc.record({ key: fc.string({ maxLength: 20 }), value: fc.string({ maxLength: 150 }) });
    const optional = fc.option(fc.string({ maxLength: 20 }), { nil: undefined });
    const frames = fc.record({
      SeqID: fc.bigInt(0n, 2n ** 64n - 1n),
      LogID: fc.bigInt(0n, 2n ** 64n - 1n),
      service: fc.integer(),
      method: fc.nat(3),
      headers: fc.array(header, { maxLength: 8 }),
      payload_encoding: optional,
      payload_type: optional,
      payload: fc.option(fc.uint8Array({ maxLength: 200 }), { nil: undefined }),
      LogIDNew: optional,
    });

    fc.assert(
      fc.property(
        frames,
        fc.option(fc.string({ unit: "grapheme", maxLength: 300 }), { nil: undefined }),
        (frame, json) => {
          const bytes = encodeFrame(frame);
          const answer = { code: 200, json, bizRtMs: 3 };
          expect(Buffer.from(encodeAnswer(readFrame(bytes), answer))).toEqual(
            Buffer.from(encodeAnswer(decodeFrame(bytes), answer)),
          );
        },
      ),
    );
  });
});

describe("decodeAnswer", () => {
  it.each([
    ["absent", '{"code":200}'],
    ["null", '{"code":200,"headers":null,"data":null}'],
    ["empty", '{"code":200,"data":""}'],
    ["the base64 of null, as Go writes a nil reply", '{"code":200,"headers":null,"data":"bnVsbA=="}'],
  ])("finds no reply where data is %s", (_, payload) => {
    expect(decodeAnswer(withPayload(payload))).toEqual({ code: 200, json: undefined });
  });

  it("reads an empty reply", () => {
    expect(decodeAnswer(withPayload('{"code": 200, "data": "e30="}'))).toEqual({ code: 200, json: "{}" });
  });

  it("reads back what was answered", () => {
    fc.assert(
      fc.property(fc.integer(), fc.json(), (code, json) => {
        const answer = decodeFrame(encodeAnswer(request, { code, json, bizRtMs: 0 }));
        expect(decodeAnswer(answer)).toEqual({ code, json: json === "null" ? undefined : json });
      }),
    );
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "code"],
    ["no object", "200"],
    ["no code", "{}"],
    ["a code that is text", '{"code":"200"}'],
    ["data that is no text", '{"code":200,"data":[123,125]}'],
    ["data that is no base64", '{"code":200,"data":"{}{}"}'],
    ["base64 without its padding", '{"code":200,"data":"e30"}'],
    ["base64 of what is not UTF-8", '{"code":200,"data":"wyg="}'],
    ["letters beyond ASCII", '{"code":200,"data":"é3é="}'],
  ])("refuses %s", (_, payload) => {
    expect(() => decodeAnswer(withPayload(payload))).toThrow(expect.objectContaining({ code: "FRAME_MALFORMED" }));
  });
});
