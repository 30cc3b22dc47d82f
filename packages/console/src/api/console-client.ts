import type {
  AppView,
  CallbackSubscription,
  ClickRequest,
  ClickView,
  MessageRequest,
  QuirkView,
  RefusalView,
  WorldView,
} from "@larkwire/simulator/contract";
import { listIn, objectIn, stringIn } from "./json.ts";
import { isWorldView } from "./parse-event.ts";

/** The simulator refused, or what answered is not the simulator. `message` is for people. */
class ConsoleRequestError extends Error {
  override readonly name = "ConsoleRequestError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface ConsoleClient {
  /**
   * @param viewer - open_id of the person who looks: a private card may look different to each
   * @throws {@link ConsoleRequestError} as all methods do.
   */
  loadWorld(viewer?: string): Promise<WorldView>;
  click(request: ClickRequest): Promise<ClickView>;
  send(request: MessageRequest): Promise<void>;
  setCallbacks(appId: string, subscription: CallbackSubscription): Promise<AppView>;
  /** What the platform does where its sources contradict each other. */
  loadQuirks(): Promise<readonly QuirkView[]>;
  setQuirk(name: string, value: QuirkView["value"]): Promise<readonly QuirkView[]>;
}

/** Longer than any deadline of the platform; a simulator that says nothing for so long is gone. */
const requestLimitMs = 60_000;

/** Where the simulator's API is, from where the page is. */
export const apiPath = "simulator/v1" as const;

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

export function createConsoleClient(fetch: Fetch, baseUrl: string = apiPath): ConsoleClient {
  async function request(path: string, method = "GET", body?: unknown): Promise<unknown> {
    const init =
      body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(`${baseUrl}/${path}`, {
      method,
      signal: AbortSignal.timeout(requestLimitMs),
      ...init,
    }).catch(() => {
      throw new ConsoleRequestError("UNREACHABLE", "The simulator cannot be reached.");
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && answer !== undefined) return answer;
    if (isRefusal(answer)) throw new ConsoleRequestError(answer.error.code, answer.error.message);
    throw new ConsoleRequestError("UNEXPECTED_ANSWER", `The simulator answered with HTTP status ${response.status}.`);
  }

  return {
    async loadWorld(viewer) {
      const world = await request(`world${viewerQuery(viewer)}`);
      if (!isWorldView(world)) throw new ConsoleRequestError("UNEXPECTED_ANSWER", "This is not a simulator's world.");
      return world;
    },
    click: async (click) => (await request("clicks", "POST", click)) as ClickView,
    send: async (message) => void (await request("messages", "POST", message)),
    setCallbacks: async (appId, subscription) =>
      (await request(`apps/${encodeURIComponent(appId)}/callbacks`, "PUT", subscription)) as AppView,
    loadQuirks: async () => toQuirks(await request("quirks")),
    setQuirk: async (name, value) => toQuirks(await request("quirks", "PUT", { [name]: value })),
  };
}

/** Who looks, for the two routes that show messages. */
export function viewerQuery(viewer: string | undefined): string {
  return viewer === undefined ? "" : `?viewer=${encodeURIComponent(viewer)}`;
}

function toQuirks(answer: unknown): readonly QuirkView[] {
  return listIn(answer, "items") as readonly QuirkView[];
}

function isRefusal(value: unknown): value is RefusalView {
  return stringIn(objectIn(value, "error"), "message") !== undefined;
}
