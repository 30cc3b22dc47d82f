import { encodeFrame, frameMethod } from "./frame.ts";

/** The ping of a connection whose URL carries this `service_id`. */
export function encodePing(serviceId: number): Uint8Array {
  return encodeFrame({
    SeqID: 0n,
    LogID: 0n,
    service: serviceId,
    method: frameMethod.control,
    headers: [{ key: "type", value: "ping" }],
  });
}
