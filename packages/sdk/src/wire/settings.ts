/** How the platform wants its clients to reconnect and to ping. */
export interface ConnectionSettings {
  /** Tries after a connection was lost; negative: without limit. */
  readonly reconnectCount: number;
  /** Pause between two tries. */
  readonly reconnectIntervalMs: number;
  /** Upper bound of the random wait before the first try. */
  readonly reconnectNonceMs: number;
  /** Pause between two pings. */
  readonly pingIntervalMs: number;
}

/** What holds before the platform has said anything. */
export const defaultSettings: ConnectionSettings = {
  reconnectCount: -1,
  reconnectIntervalMs: 120_000,
  reconnectNonceMs: 30_000,
  pingIntervalMs: 120_000,
};

/** No setting may flood the platform, or leave an app deaf for longer than this. */
const bounds = {
  reconnectIntervalMs: { min: 1_000, max: 600_000 },
  reconnectNonceMs: { min: 0, max: 600_000 },
  pingIntervalMs: { min: 1_000, max: 600_000 },
} as const;

/** Takes over what a `ClientConfig` of the platform says; what is missing or of a wrong type stays as it was. */
export function applySettings(former: ConnectionSettings, clientConfig: unknown): ConnectionSettings {
  if (typeof clientConfig !== "object" || clientConfig === null) return former;
  const { ReconnectCount, ReconnectInterval, ReconnectNonce, PingInterval } = clientConfig as Record<string, unknown>;
  return {
    reconnectCount: isNumber(ReconnectCount) ? Math.max(-1, Math.floor(ReconnectCount)) : former.reconnectCount,
    reconnectIntervalMs: milliseconds(ReconnectInterval, bounds.reconnectIntervalMs) ?? former.reconnectIntervalMs,
    reconnectNonceMs: milliseconds(ReconnectNonce, bounds.reconnectNonceMs) ?? former.reconnectNonceMs,
    pingIntervalMs: milliseconds(PingInterval, bounds.pingIntervalMs) ?? former.pingIntervalMs,
  };
}

function milliseconds(
  seconds: unknown,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  return isNumber(seconds) ? Math.min(max, Math.max(min, seconds * 1_000)) : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
