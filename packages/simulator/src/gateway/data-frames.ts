import { encodeFrame, type Frame, frameMethod } from "larkwire/protocol";
import type { GatewayIds } from "./gateway-ids.ts";

/** One message as it goes down the wire: several frames where the payload is long. */
export interface Message {
  readonly messageId: string;
  readonly frames: readonly Frame[];
}

export interface MessageOptions {
  readonly ids: GatewayIds;
  readonly service: number;
  readonly type: "event" | "card";
  /** How many frames. */
  readonly fragments: number;
  /** Wall-clock ms. */
  readonly now: number;
}

export function createMessage(payload: Uint8Array, { ids, service, type, fragments, now }: MessageOptions): Message {
  const messageId = ids.uuid();
  const traceId = ids.logId(now);
  const instanceId = ids.hex(24);
  const startOf = (seq: number): number => Math.floor((seq * payload.length) / fragments);
  const frames = Array.from({ length: fragments }, (_, seq): Frame => {
    return {
      SeqID: ids.sequence(),
      LogID: ids.sequence(),
      service,
      method: frameMethod.data,
      headers: [
        { key: "type", value: type },
        { key: "message_id", value: messageId },
        { key: "sum", value: String(fragments) },
        { key: "seq", value: String(seq) },
        { key: "trace_id", value: traceId },
        { key: "timestamp", value: String(now) },
        { key: "instance_id", value: instanceId },
      ],
      payload: payload.subarray(startOf(seq), startOf(seq + 1)),
      LogIDNew: traceId,
    };
  });
  return { messageId, frames };
}

/** The answer to a client's ping, with the settings that the client is to use from now on. */
export function encodePong(ping: Frame, clientConfig: object): Uint8Array {
  return encodeFrame({
    SeqID: 0n,
    LogID: 0n,
    service: ping.service,
    method: frameMethod.control,
    headers: [{ key: "type", value: "pong" }],
    payload: new TextEncoder().encode(JSON.stringify(clientConfig)),
  });
}
