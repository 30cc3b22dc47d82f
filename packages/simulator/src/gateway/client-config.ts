/** What the platform tells its clients about connecting; seconds. `ReconnectCount` below 0 means without limit. */
export interface ClientConfig {
  readonly ReconnectCount: number;
  readonly ReconnectInterval: number;
  readonly ReconnectNonce: number;
  readonly PingInterval: number;
}

export const defaultClientConfig: ClientConfig = {
  ReconnectCount: -1,
  ReconnectInterval: 120,
  ReconnectNonce: 30,
  PingInterval: 120,
};
