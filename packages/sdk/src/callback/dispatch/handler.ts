import type { CardActionEvent, UrlPreviewEvent } from "../../events/callbacks.ts";
import type { Events } from "../../events/event-map.ts";
import type { LegacyCardActionEvent } from "../../events/legacy-card-action-event.ts";
import type { Awaitable } from "../../ports.ts";
import type { CustomResponse } from "../../replies/custom-response.ts";
import type { LegacyCardReply } from "../../replies/legacy-card-reply.ts";
import type { CardActionReply, UrlPreviewReply } from "../../replies/reply.ts";
import type { CardContext, Context, LegacyCardContext } from "./context.ts";

/** Callbacks by name: what comes, and what is answered. */
export interface Callbacks {
  "card.action.trigger": { readonly event: CardActionEvent; readonly reply: CardActionReply | CustomResponse };
  "card.action.trigger_v1": { readonly event: LegacyCardActionEvent; readonly reply: LegacyCardReply };
  "url.preview.get": { readonly event: UrlPreviewEvent; readonly reply: UrlPreviewReply | CustomResponse };
}

/** The names whose payloads are typed. */
export type EventName = keyof Callbacks | keyof Events;

/** The payload of a name; `unknown` for names without a type. */
export type EventOf<Name> = Name extends keyof Callbacks
  ? Callbacks[Name]["event"]
  : Name extends keyof Events
    ? Events[Name]
    : unknown;

/** What a handler of a name may return; events are only acknowledged, whatever it is. */
export type ReplyOf<Name> = Name extends keyof Callbacks ? Callbacks[Name]["reply"] : unknown;

/** The context of a name. */
export type ContextOf<Name, Api> = Name extends "card.action.trigger"
  ? CardContext<Api, ReplyOf<Name>>
  : Name extends "card.action.trigger_v1"
    ? LegacyCardContext<Api, ReplyOf<Name>>
    : Context<Api, ReplyOf<Name>>;

/** Handles one kind of delivery: returns the reply, nothing, or throws. */
export type Handler<Name, Api = unknown> = (
  event: EventOf<Name>,
  ctx: ContextOf<Name, Api>,
) => Awaitable<ReplyOf<Name> | undefined | void>;

/** Handles card clicks whose value and form have been checked. */
export type CardHandler<Value, Form, Api> = (
  event: CardActionEvent<Value, Form>,
  ctx: CardContext<Api>,
) => Awaitable<CardActionReply | CustomResponse | undefined | void>;

/** Runs around every handler; what it returns is the reply, and when that is nothing, what `next()` returned. */
export type Middleware<Api = unknown> = (ctx: Context<Api>, next: () => Promise<unknown>) => Awaitable<unknown>;
