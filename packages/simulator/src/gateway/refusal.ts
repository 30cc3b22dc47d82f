import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** Why an upgrade is refused, in the terms of the platform's handshake headers. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly authErrorCode?: number;
}

export const refusals: Readonly<
  Record<"notFound" | "closing" | "ticketInvalid" | "forbidden" | "tooManyConnections", Refusal>
> = {
  notFound: { status: 404, message: "not found" },
  closing: { status: 503, message: "going away" },
  /** Clients fetch a new address and try again. The official Python SDK wants a number of 514's code, whichever it is. */
  ticketInvalid: { status: 514, message: "ticket is invalid or expired", authErrorCode: 0 },
  forbidden: { status: 403, message: "forbidden" },
  tooManyConnections: {
    status: 514,
    message: "the number of connections exceeded the limit",
    authErrorCode: 1_000_040_350,
  },
};

/** Answers an upgrade request with an HTTP status in place of a WebSocket. */
export function refuseUpgrade(socket: Duplex, { status, message, authErrorCode }: Refusal): void {
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Refused"}`,
    `Handshake-Status: ${status}`,
    `Handshake-Msg: ${message}`,
    ...(authErrorCode === undefined ? [] : [`Handshake-Autherrcode: ${authErrorCode}`]),
    "Content-Length: 0",
    "Connection: close",
  ];
  // The peer may be gone already; there is nobody left to tell.
  socket.on("error", () => socket.destroy());
  socket.end(`${headers.join("\r\n")}\r\n\r\n`);
}
