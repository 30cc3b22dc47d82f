import type { ConnectionState } from "./lifecycle.ts";

/** Where a client stands. */
export interface WSClientStatus {
  /** `starting` until it was connected once; `degraded` while it is not, although it was. */
  readonly type: "idle" | "starting" | "open" | "degraded" | "draining" | "closed";
  readonly connections: readonly ConnectionState[];
}

/** What a client's connection means for the client. */
export function toStatus(state: ConnectionState, wasOpen: boolean): WSClientStatus {
  return { type: typeOf(state, wasOpen), connections: [state] };
}

function typeOf({ type }: ConnectionState, wasOpen: boolean): WSClientStatus["type"] {
  switch (type) {
    case "discovering":
    case "connecting":
    case "waiting":
      return wasOpen ? "degraded" : "starting";
    default:
      return type;
  }
}
