import { LarkwireError } from "../errors.ts";
import { connectionLimitCode } from "./discovery.ts";
import { toPlatformText } from "./platform-text.ts";

/** Whether a refused upgrade is worth another try. */
export interface HandshakeRefusal {
  readonly type: "retry" | "fatal";
  readonly error: LarkwireError;
}

/** The values of `Handshake-Status` that mean something to a client. */
const handshakeStatus = { forbidden: 403, authFailed: 514 } as const;

/**
 * Reads why a WebSocket upgrade was refused. Only what the platform's own headers say is final:
 * a bare HTTP 403 may come from whatever stands in between, and may pass.
 */
export function parseHandshakeRefusal(status: number, header: (name: string) => string | undefined): HandshakeRefusal {
  const code = toCode(header("handshake-status"));
  const msg = toPlatformText(header("handshake-msg"));
  if (code === undefined) {
    return {
      type: "retry",
      error: new LarkwireError("HANDSHAKE_FAILED", `the server answered with HTTP status ${status}`),
    };
  }
  const subCode = code === handshakeStatus.authFailed ? toCode(header("handshake-autherrcode")) : undefined;
  const platform = { code: subCode ?? code, msg };
  const detail = `the server refused with ${code}${subCode === undefined ? "" : ` / ${subCode}`} "${msg}"`;
  if (subCode === connectionLimitCode)
    return { type: "fatal", error: new LarkwireError("CONNECTION_LIMIT", detail, { platform }) };
  if (code === handshakeStatus.forbidden) {
    return { type: "fatal", error: new LarkwireError("HANDSHAKE_FORBIDDEN", detail, { platform }) };
  }
  return { type: "retry", error: new LarkwireError("HANDSHAKE_FAILED", detail, { platform }) };
}

function toCode(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
