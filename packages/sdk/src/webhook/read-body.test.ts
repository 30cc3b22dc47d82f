import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTestClock } from "../testing/test-clock.ts";
import { type BodySink, readBody } from "./read-body.ts";

const limits = { maxBodyBytes: 1_048_576, bodyTimeoutMs: 5_000 };

/** A body that is fed by hand. */
function begin() {
  const clock = createTestClock(0, async () => undefined);
  let sink: BodySink | undefined;
  const stopped: true[] = [];
  const body = readBody(
    (given) => {
      sink = given;
      return () => void stopped.push(true);
    },
    undefined,
    limits,
    clock,
    () => undefined,
  );
  if (sink === undefined) throw new Error("nobody reads");
  return { clock, sink, body, stopped };
}

describe("readBody", () => {
  it("gives back what came, in whatever parts", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 })), async (parts) => {
        const { sink, body } = begin();
        const copies = parts.map((part) => part.slice());
        for (const part of parts) sink.chunk(part);
        sink.end();

        expect(Buffer.from(await body)).toEqual(Buffer.concat(parts));
        // Parts belong to the host: they are read and never written.
        expect(parts).toEqual(copies);
      }),
    );
  });

  it("takes 1 MiB in the smallest parts, and refuses one byte more", async () => {
    const { sink, body } = begin();
    const { sink: sinkBeyond, body: beyond } = begin();
    const part = new Uint8Array(1);

    for (let at = 0; at < 1_048_576; at++) {
      // One array for all: whoever keeps parts instead of their bytes reads the last byte everywhere.
      part[0] = at;
      sink.chunk(part);
      sinkBeyond.chunk(part);
    }
    sinkBeyond.chunk(part);
    sink.end();

    const bytes = await body;
    expect(bytes).toHaveLength(1_048_576);
    expect([...bytes.subarray(1, 5)]).toEqual([1, 2, 3, 4]);
    await expect(beyond).rejects.toMatchObject({ code: "BODY_TOO_LARGE" });
  });

  it("waits 5 s for the end", async () => {
    const { clock, sink, body } = begin();
    const late = begin();
    const refused = expect(late.body).rejects.toMatchObject({ code: "BODY_TOO_SLOW" });

    await Promise.all([clock.advance(4_999), late.clock.advance(5_000)]);
    sink.end();

    expect(await body).toHaveLength(0);
    await refused;
    expect([late.stopped, clock.timers, late.clock.timers]).toEqual([[true], 0, 0]);
  });
});
