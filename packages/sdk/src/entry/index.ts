export type { Answer, Background, Delivery, Origin, Outcome, Receiver, TransportEnd } from "../callback/delivery.ts";
export type { CardContext, ClientPort, Context, LegacyCardContext, TenantPort } from "../callback/dispatch/context.ts";
export type {
  Callbacks,
  CardHandler,
  ContextOf,
  EventName,
  EventOf,
  Handler,
  Middleware,
  ReplyOf,
} from "../callback/dispatch/handler.ts";
export type { CardMatch, Schema, SchemaResult } from "../callback/dispatch/match.ts";
export type {
  AutoAnswer,
  CardRouteOptions,
  Dedupe,
  DispatcherOptions,
  RouteOptions,
} from "../callback/dispatcher-options.ts";
export type { Envelope } from "../callback/open/envelope.ts";
export type { Freshness } from "../callback/open/freshness.ts";
export type { SecretOptions } from "../callback/open/secrets.ts";
export { prettify } from "../callback/prettify.ts";
export { Domain } from "../domain.ts";
export { type Blame, type ErrorCode, errorCodes, LarkwireError, type PlatformFault } from "../errors.ts";
export type {
  CallbackContext,
  CardAction,
  CardActionEvent,
  Operator,
  UrlPreviewEvent,
} from "../events/callbacks.ts";
export type { Events } from "../events/event-map.ts";
export type {
  ImMessageMessageReadV1Event as MessageReadEvent,
  ImMessageReactionCreatedV1Event as MessageReactionEvent,
  ImMessageRecalledV1Event as MessageRecalledEvent,
  ImMessageReceiveV1Event as MessageReceivedEvent,
} from "../events/generated/im.ts";
export type { UserId } from "../events/generated/shared.ts";
export type { LegacyCardActionEvent } from "../events/legacy-card-action-event.ts";
export type { Mention } from "../events/mention.ts";
export type { Awaitable, Clock, KeyValue, Log, LogLevel } from "../ports.ts";
export { type ApiCode, apiCodes } from "../replies/api-codes.ts";
export type { CardReplacement, CardTemplate } from "../replies/card-replacement.ts";
export { checkReply, type ReplyName } from "../replies/check-reply.ts";
export { type ClientCode, clientCodes } from "../replies/client-codes.ts";
export { type CustomResponse, type CustomResponseInit, customResponse } from "../replies/custom-response.ts";
export type { LegacyCard, LegacyCardReply, LegacyTemplate } from "../replies/legacy-card-reply.ts";
export type { CardActionReply, InlinePreview, PreviewUrl, UrlPreviewReply } from "../replies/reply.ts";
export type { CardVersion, CheckCard, CheckReplyOptions, ReplyFault } from "../replies/reply-fault.ts";
export { type Toast, toast } from "../replies/toast.ts";
export type { Logger, LogThreshold } from "../runtime/console-log.ts";
export type { MemoryStorageOptions } from "../storage/memory.ts";
export { CardActionHandler } from "./card-action-handler.ts";
export { EventDispatcher, type EventDispatcherOptions } from "./event-dispatcher.ts";
export { memoryStorage } from "./memory-storage.ts";
