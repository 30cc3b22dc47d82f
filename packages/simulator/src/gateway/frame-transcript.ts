import { decodeFrame } from "larkwire/protocol";
import type { Transcript } from "../judge/transcript.ts";

/** Frames as they went over the wire: hex takes twice their room, and most of a record's time. */
export class FrameTranscript implements Transcript {
  readonly size: number;
  readonly #frames: readonly Uint8Array[];
  readonly #first: Uint8Array | undefined;

  /** @param first - the first frame of the message, as it was before a fault cut it */
  constructor(frames: readonly Uint8Array[], first: Uint8Array | undefined) {
    this.#frames = frames;
    this.#first = first;
    this.size = frames.reduce((size, frame) => size + frame.length, 0);
  }

  headers(): Readonly<Record<string, string>> {
    const headers = this.#first === undefined ? [] : decodeFrame(this.#first).headers;
    return Object.fromEntries(headers.map(({ key, value }) => [key, value]));
  }

  raw(): string {
    return this.#frames.map((frame) => Buffer.from(frame).toString("hex")).join("\n");
  }
}
