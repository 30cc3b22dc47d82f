import { encodeFrame, type Frame, frameMethod } from "larkwire/protocol";

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
