/** What stands before each field of a frame and of a header: `number << 3 | wire type`. */
export const frameTag = {
  SeqID: 0x08,
  LogID: 0x10,
  service: 0x18,
  method: 0x20,
  headers: 0x2a,
  payload_encoding: 0x32,
  payload_type: 0x3a,
  payload: 0x42,
  LogIDNew: 0x4a,
  headerKey: 0x0a,
  headerValue: 0x12,
} as const;
