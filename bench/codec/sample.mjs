// @ts-check
import { encodeFrame } from "larkwire/protocol";

const encoder = new TextEncoder();

/** Ids beyond 2^53, all headers that section 2.4 of the protocol names. @param {number} bodyBytes */
export function sampleFrame(bodyBytes) {
  const body = JSON.stringify({ schema: "2.0", event: { text: "按钮".repeat(20), filler: "" } });
  return Buffer.from(
    encodeFrame({
      SeqID: 7_398_214_551_928_340_481n,
      LogID: 17_446_744_073_709_551_557n,
      service: 33_554_678,
      method: 1,
      headers: Object.entries({
        type: "event",
        message_id: "0f8fad5b-d9cb-469f-a165-70867728950e",
        sum: "1",
        seq: "0",
        trace_id: "202609281122334D1C2B3A495867A0B1C2",
        timestamp: "1790565753000",
        instance_id: "10.128.44.17:8080-ab12",
      }).map(([key, value]) => ({ key, value })),
      payload_encoding: "",
      payload_type: "",
      payload: encoder.encode(body.replace('"filler":""', `"filler":"${"x".repeat(bodyBytes - body.length)}"`)),
      LogIDNew: "202609281122334D1C2B3A495867A0B1C2",
    }),
  );
}
