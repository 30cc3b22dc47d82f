/** The `ClientConfig` in a pong's payload; `undefined` when it has none. What does not parse is no config. */
export function parsePong(payload: Uint8Array | undefined): unknown {
  if (payload === undefined || payload.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}
