import { LarkwireError } from "../errors.ts";
import type { Frame } from "./frame.ts";
import type { FrameView } from "./frame-view.ts";
import { headerOf } from "./headers.ts";

/** What fragments may cost while they wait for each other. */
export interface FragmentLimits {
  /** Fragments of one message. */
  readonly maxFragments: number;
  /** Messages that are not complete. */
  readonly maxPartialMessages: number;
  /** Bytes that wait, over all messages. */
  readonly maxPartialBytes: number;
  /** How long a message may take from its first fragment on. */
  readonly partialTtlMs: number;
}

/** A message of which every fragment has come. */
export interface CompleteMessage<Received extends Frame | FrameView = Frame> {
  /** The frame that completed it: this one is answered. */
  readonly frame: Received;
  readonly payload: Uint8Array;
  /** The `nowMs` of its first fragment. */
  readonly firstAt: number;
}

interface PartialMessage {
  readonly sum: number;
  readonly firstAt: number;
  readonly parts: Map<number, Uint8Array>;
  /** Of the parts, and of the message id they are kept under. */
  bytes: number;
}

const noPayload: Uint8Array = new Uint8Array(0);

/** Puts messages together that came in several frames, in whatever order, within bounds. */
export class FragmentBuffer {
  readonly #limits: FragmentLimits;
  /** In the order of their first fragments, so the oldest is found without a search. */
  readonly #partials = new Map<string, PartialMessage>();
  #bytes = 0;

  constructor(limits: FragmentLimits) {
    this.#limits = limits;
  }

  /** How many bytes wait for other fragments. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many messages are not complete. */
  get size(): number {
    return this.#partials.size;
  }

  /**
   * Takes one data frame and returns the message that it completes. A frame that is the only one of its message passes straight through;
   * a repeated fragment changes nothing.
   *
   * @throws LarkwireError `FRAGMENT_INVALID` when the frame cannot be part of a message, `FRAGMENT_LIMIT` when it would exceed a limit;
   * either way only this frame is lost
   */
  add<Received extends Frame | FrameView>(frame: Received, nowMs: number): CompleteMessage<Received> | undefined {
    if (this.#partials.size > 0) this.expire(nowMs);
    const sumText = headerOf(frame, "sum");
    if (sumText === undefined || sumText === "1" || sumText === "") return alone(frame, nowMs);
    const sum = toIndex(sumText, "sum");
    if (sum <= 1) return alone(frame, nowMs);
    const seqText = headerOf(frame, "seq");
    if (seqText === undefined || seqText === "") return alone(frame, nowMs);
    return this.#collect(frame, sum, toIndex(seqText, "seq"), nowMs);
  }

  /** Forgets messages whose other fragments did not come in time, and returns how many there were. */
  expire(nowMs: number): number {
    let expired = 0;
    for (const [messageId, partial] of this.#partials) {
      if (nowMs - partial.firstAt < this.#limits.partialTtlMs) break;
      this.#forget(messageId, partial);
      expired++;
    }
    return expired;
  }

  /** Forgets everything that waits. */
  clear(): void {
    this.#partials.clear();
    this.#bytes = 0;
  }

  #collect<Received extends Frame | FrameView>(
    frame: Received,
    sum: number,
    seq: number,
    nowMs: number,
  ): CompleteMessage<Received> | undefined {
    const messageId = headerOf(frame, "message_id");
    if (messageId === undefined || messageId === "") throw invalid("a fragment has no message_id");
    if (seq >= sum) throw invalid(`fragment ${seq} of ${sum} is out of range`);
    if (sum > this.#limits.maxFragments) throw exceeded(`a message has ${sum} fragments`);
    const known = this.#partials.get(messageId);
    if (known !== undefined && known.sum !== sum)
      throw invalid(`a message of ${known.sum} fragments claims to have ${sum}`);
    if (known?.parts.has(seq) === true) return undefined;

    const payload = frame.payload ?? noPayload;
    const cost = payload.length + (known === undefined ? messageId.length : 0);
    if (this.#bytes + cost > this.#limits.maxPartialBytes)
      throw exceeded(`${this.#bytes + cost} bytes of fragments wait`);
    const partial = known ?? this.#begin(messageId, sum, nowMs);
    // A copy: the payload is a view of a network buffer, which it would keep alive as a whole.
    partial.parts.set(seq, new Uint8Array(payload));
    partial.bytes += cost;
    this.#bytes += cost;
    if (partial.parts.size < sum) return undefined;

    this.#forget(messageId, partial);
    return { frame, payload: joined(partial), firstAt: partial.firstAt };
  }

  #begin(messageId: string, sum: number, firstAt: number): PartialMessage {
    if (this.#partials.size >= this.#limits.maxPartialMessages)
      throw exceeded(`${this.#partials.size} messages are incomplete`);
    const partial: PartialMessage = { sum, firstAt, parts: new Map(), bytes: 0 };
    this.#partials.set(messageId, partial);
    return partial;
  }

  #forget(messageId: string, partial: PartialMessage): void {
    this.#partials.delete(messageId);
    this.#bytes -= partial.bytes;
  }
}

function alone<Received extends Frame | FrameView>(frame: Received, nowMs: number): CompleteMessage<Received> {
  return { frame, payload: frame.payload ?? noPayload, firstAt: nowMs };
}

function joined(partial: PartialMessage): Uint8Array {
  let length = 0;
  for (const part of partial.parts.values()) length += part.length;
  const payload = new Uint8Array(length);
  let at = 0;
  for (let seq = 0; seq < partial.sum; seq++) {
    const part = partial.parts.get(seq) ?? noPayload;
    payload.set(part, at);
    at += part.length;
  }
  return payload;
}

function toIndex(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw invalid(`${name} is not a number`);
  return Number(text);
}

function invalid(detail: string): LarkwireError {
  return new LarkwireError("FRAGMENT_INVALID", detail);
}

function exceeded(detail: string): LarkwireError {
  return new LarkwireError("FRAGMENT_LIMIT", detail);
}
