/**
 * What the HTTP API of a simulator takes and gives, at `/simulator/v1`: types only, for its console and other clients. The
 * routes are in its OpenAPI document, `openapi.json`. The stream has {@link ConsoleEvent}s, each in one `data:` line; a request
 * that cannot be served is answered with a 4xx status and a {@link RefusalView}.
 */

/** The way callbacks reach an app. */
export type WayIn = "long-connection" | "webhook";

/** Everything that the console shows when it opens. */
export interface WorldView {
  readonly apps: readonly AppView[];
  readonly users: readonly UserView[];
  readonly chats: readonly ChatView[];
  /** Oldest first. */
  readonly messages: readonly MessageView[];
  /** Oldest first; the newest few hundred. */
  readonly exchanges: readonly ExchangeView[];
}

export interface AppView {
  readonly app_id: string;
  readonly name: string;
  readonly type: "self-built" | "store";
  readonly callbacks: CallbackSubscription;
  /** How many clients of the app are connected now. */
  readonly connections: number;
}

export interface CallbackSubscription {
  readonly mode: WayIn;
  /** Where the webhook goes; kept while the other way is in use. */
  readonly requestUrl?: string | undefined;
}

export interface UserView {
  readonly open_id: string;
  readonly name: string;
}

export interface ChatView {
  readonly chat_id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly bots: readonly string[];
}

export interface MessageView {
  readonly message_id: string;
  readonly chat_id: string;
  readonly sender: { readonly type: "app" | "user"; readonly id: string; readonly name: string };
  readonly msg_type: string;
  /** The content, parsed: for `interactive` the card that this viewer sees. */
  readonly content: unknown;
  /** Wall-clock ms. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** How often the content was replaced. */
  readonly revision: number;
  /** Recalled or deleted: nobody sees the content any more. */
  readonly deleted: boolean;
  /** Open id of the only one who sees an ephemeral card. */
  readonly onlyFor?: string | undefined;
  /** Who was urged to read it, and how. */
  readonly urged: readonly UrgencyView[];
  /** Who has read it, by open id. */
  readonly readBy: readonly string[];
  readonly reactions: readonly ReactionView[];
  /** The links in a text, each once. */
  readonly links: readonly LinkView[];
}

/** A link in a text, and what it leads to where an app has registered it. */
export interface LinkView {
  readonly url: string;
  readonly preview?: LinkPreviewView | undefined;
}

/** What stands in place of a link, as this viewer sees it. */
export interface LinkPreviewView {
  readonly app_id: string;
  readonly preview_token: string;
  /** Whether the app was asked and nothing has come of it yet. */
  readonly waiting: boolean;
  /** `inline` of the app's answer: a title, an icon, where they lead. */
  readonly inline?: Readonly<Record<string, unknown>> | undefined;
  readonly card?: Readonly<Record<string, unknown>> | undefined;
  /** Why the newest answer was not taken; what was shown before stays. */
  readonly clientCode?: ClientCodeView | undefined;
  /** How often another answer or card has taken the place of the first. */
  readonly revision: number;
}

/** An emoji that a person has put under a message. */
export interface ReactionView {
  readonly emoji_type: string;
  readonly open_id: string;
}

export interface UrgencyView {
  readonly way: "app" | "sms" | "phone";
  readonly open_id: string;
}

/** A click as a person makes it: on one component of one card. */
export interface ClickRequest {
  readonly open_id: string;
  readonly message_id: string;
  /** The preview in the message whose card is clicked; without it, the message is the card. */
  readonly preview_token?: string | undefined;
  readonly action: ClickedAction;
}

/** A text that a person writes into a chat. */
export interface MessageRequest {
  readonly open_id: string;
  readonly chat_id: string;
  readonly text: string;
}

/** What the clicked component contributes to `event.action` of the callback. */
export interface ClickedAction {
  readonly tag: string;
  readonly value?: unknown;
  readonly name?: string | undefined;
  readonly form_value?: Readonly<Record<string, unknown>> | undefined;
  readonly input_value?: string | undefined;
  readonly option?: string | undefined;
  readonly options?: readonly string[] | undefined;
  readonly checked?: boolean | undefined;
}

export interface ToastView {
  readonly type: "info" | "success" | "warning" | "error";
  readonly content: string;
}

/** What the user sees after a click. */
export interface ClickView {
  readonly toast?: ToastView | undefined;
  readonly clientCode?: ClientCodeView | undefined;
  readonly exchange: ExchangeView;
}

/** A client code of the platform, with its cause and what mends it. */
export interface ClientCodeView {
  readonly code: number;
  readonly cause: string;
  readonly mend: string;
}

/** One question to the app and what became of it. */
export interface ExchangeView {
  readonly id: string;
  readonly app_id: string;
  readonly name: string;
  /** The same for every attempt at one event. */
  readonly event_id: string;
  /** From 1: events that are not acknowledged are sent again, callbacks never. */
  readonly attempt: number;
  readonly way: WayIn;
  /** The message whose card was clicked. */
  readonly message_id?: string | undefined;
  /** Wall-clock ms. */
  readonly startedAt: number;
  readonly deadlineMs: number;
  readonly request: RecordedRequest;
  readonly answer?: RecordedAnswer | undefined;
  readonly latencyMs?: number | undefined;
  readonly toast?: ToastView | undefined;
  readonly clientCode?: ClientCodeView | undefined;
  /** Whether the answer replaced the card. */
  readonly replacedCard: boolean;
  /** Calls of the delayed-update API that used this click's token, in order. */
  readonly lateUpdates: readonly LateUpdateView[];
}

export interface RecordedRequest {
  /** The callback as the app's handler sees it. */
  readonly body: unknown;
  /** HTTP headers or frame headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** What went over the wire: the HTTP body, or the frame in hex. */
  readonly raw: string;
}

export interface RecordedAnswer {
  /** HTTP status, or `code` of the answer frame's payload. */
  readonly status: number;
  /** The reply, parsed; `undefined` where it is not JSON. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: string;
}

export interface LateUpdateView {
  /** Milliseconds after the click. */
  readonly afterMs: number;
  /** 0 when the platform took it. */
  readonly code: number;
  readonly msg: string;
}

/** What changed, as it happens. */
export type ConsoleEvent =
  | { readonly type: "app"; readonly app: AppView }
  | { readonly type: "chat"; readonly chat: ChatView }
  | { readonly type: "user"; readonly user: UserView }
  | { readonly type: "message"; readonly message: MessageView }
  | { readonly type: "exchange"; readonly exchange: ExchangeView };

export interface TenantView {
  readonly tenant_key: string;
  readonly name: string;
  readonly brand: "feishu" | "lark";
}

/** All of an app, with its secrets. */
export interface AppDetails extends AppView {
  /** Missing where there is a public key. */
  readonly app_secret?: string | undefined;
  /** In PEM. */
  readonly public_key?: string | undefined;
  readonly verification_token: string;
  readonly encrypt_key?: string | undefined;
  readonly tenant_key: string;
  readonly events: CallbackSubscription;
  /** The events that it is told of when they happen: names, with a `*` at its end how names begin. */
  readonly event_types: readonly string[];
  readonly clicks: readonly ("card.action.trigger" | "card.action.trigger_v1")[];
  readonly bot_page_url?: string | undefined;
  /** The links that it previews. */
  readonly link_rules: readonly string[];
  /** What was saved and takes effect with the next version. */
  readonly draft?:
    | {
        readonly events: CallbackSubscription;
        readonly eventTypes: readonly string[];
        readonly callbacks: CallbackSubscription;
        readonly clicks: readonly ("card.action.trigger" | "card.action.trigger_v1")[];
        readonly botPageUrl?: string | undefined;
        readonly linkRules: readonly string[];
      }
    | undefined;
}

export interface UserDetails extends UserView {
  readonly union_id: string;
  readonly user_id: string;
  readonly email?: string | undefined;
  readonly tenant_key: string;
}

export interface ChatDetails extends ChatView {
  readonly type: "group" | "p2p";
  readonly tenant_key: string;
  readonly description: string;
  /** An open id, or the app id of a bot. */
  readonly owner_id?: string | undefined;
  /** Nothing can be sent any more. */
  readonly dissolved: boolean;
}

/** One version of a card of the card builder. */
export interface TemplateView {
  readonly template_id: string;
  readonly version: string;
  readonly card: Readonly<Record<string, unknown>>;
}

/** Something that may go wrong yet. */
export interface FaultView {
  readonly scope: unknown;
  readonly fault: unknown;
  /** How often it has struck. */
  readonly struck: number;
  /** How often it may strike yet; missing where it has no limit. */
  readonly rest?: number | undefined;
}

/** What has gone wrong for somebody. */
export interface ScenarioView {
  readonly name: string;
  readonly symptom: string;
  readonly seen: readonly string[];
  readonly steps: readonly { readonly scope: unknown; readonly fault: unknown }[];
}

/** What the platform does where its sources contradict each other. */
export interface QuirkView {
  readonly name: string;
  /** What holds now. */
  readonly value: boolean | number | string;
  /** What it can be; first what the better source says. */
  readonly values: readonly (boolean | number | string)[];
  /** What it decides. */
  readonly about: string;
}

export interface ClockView {
  /** Wall-clock ms. */
  readonly now: number;
  readonly mode: "real" | "virtual" | { readonly speed: number };
}

/** Whether calls of the open API are limited. */
export interface RateLimitsView {
  readonly enabled: boolean;
}

/** A world that was kept to go back to, in numbers. */
export interface SnapshotView {
  readonly snapshot_id: string;
  /** Wall-clock ms. */
  readonly takenAt: number;
  readonly tenants: number;
  readonly apps: number;
  readonly users: number;
  readonly chats: number;
  readonly messages: number;
  readonly templates: number;
}

/** Why a request was not served. */
export interface RefusalView {
  readonly error: {
    /** Stable. */
    readonly code: string;
    /** Where in the input; empty for all of it. */
    readonly path: string;
    readonly message: string;
    /** What to do about it. */
    readonly mend: string;
  };
}
