import type { Clock } from "larkwire/protocol";
import type { Faults } from "../faults/faults.ts";
import type { AppTickets } from "../world/app-tickets.ts";
import type { App } from "../world/entities.ts";
import type { Identifiers } from "../world/identifiers.ts";
import type { Preview, Previews } from "../world/previews.ts";
import type { UpdateGrant, UpdateTokens } from "../world/update-tokens.ts";
import type { World } from "../world/world.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { RateLimits } from "./rate-limits/rate-limits.ts";

/** What discovery needs of the long connection. */
interface LongConnections {
  readonly clientConfig: object;
  addressFor(appId: string, host: string): string;
  /** Whether an app has as many as it may have. */
  isFull(appId: string): boolean;
}

/** What the routes of the open API work on. */
export interface OpenApiContext {
  readonly clock: Clock;
  readonly world: World;
  readonly identifiers: Identifiers;
  readonly accessTokens: AccessTokens;
  readonly appTickets: AppTickets;
  /** Sends a store app a new ticket, as the event `app_ticket`. */
  readonly pushAppTicket: (app: App) => void;
  readonly updateTokens: UpdateTokens;
  readonly previews: Previews;
  /** Asks an app anew what a link leads to: for these people, without them for everybody in the chat. */
  readonly askPreview: (preview: Preview, openIds: readonly string[] | undefined) => void;
  /** Where events and callbacks come from. */
  readonly outboundIps: readonly string[];
  readonly longConnections: LongConnections;
  readonly faults: Faults;
  readonly rateLimits: RateLimits;
  /** The body, or `undefined` when it is longer than that. */
  readonly readBytes: (request: Request, maxBytes: number) => Promise<Buffer | undefined>;
  /** The body as text, or `undefined` when it is longer than that. */
  readonly readText: (request: Request, maxBytes: number) => Promise<string | undefined>;
  /** Told of every delayed update whose token belongs to a click: code 0 when it was taken. */
  readonly onLateUpdate: (grant: UpdateGrant, code: number, msg: string) => void;
}

/** Set by the bearer check for the routes behind it. */
export interface CallerVariables {
  readonly Variables: { readonly app: App; readonly tenantKey: string };
}
