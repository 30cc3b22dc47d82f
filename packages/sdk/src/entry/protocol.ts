export { type ErrorCode, errorCodes, LarkwireError } from "../errors.ts";
export type { Clock } from "../ports.ts";
export { type ApiCode, apiCodes } from "../replies/api-codes.ts";
export { checkReply, type ReplyName } from "../replies/check-reply.ts";
export { type ClientCode, clientCodes } from "../replies/client-codes.ts";
export type { CheckCard, CheckReplyOptions, ReplyFault } from "../replies/reply-fault.ts";
export { decrypt, encrypt } from "../runtime/body-cipher.ts";
export { systemClock } from "../runtime/clock.ts";
export { type SignedText, sign } from "../runtime/crypto.ts";
export { type DecodedAnswer, decodeAnswer, encodeAnswer, type FrameAnswer } from "../wire/answer.ts";
export {
  connectionLimitCode,
  type DiscoveryAnswer,
  discoveryPath,
  encodeDiscoveryRequest,
  parseDiscovery,
  storeAppRefusedCode,
} from "../wire/discovery.ts";
export { type CompleteMessage, FragmentBuffer, type FragmentLimits } from "../wire/fragments.ts";
export { decodeFrame, encodeFrame, type Frame, type FrameHeader, frameMethod } from "../wire/frame.ts";
export { type FrameLayout, FrameView, readFrame } from "../wire/frame-view.ts";
export { type HandshakeRefusal, parseHandshakeRefusal } from "../wire/handshake.ts";
export { headerOf } from "../wire/headers.ts";
export { wireLimits } from "../wire/limits.ts";
export { encodePing } from "../wire/ping.ts";
export { applySettings, type ConnectionSettings, defaultSettings } from "../wire/settings.ts";
export { Slab } from "../wire/slab.ts";
