import { LarkwireError } from "../../errors.ts";
import type { Log } from "../../ports.ts";
import { type CardReplacement, isPrivateCard } from "../../replies/card-replacement.ts";
import { CustomResponse } from "../../replies/custom-response.ts";
import { toCardReplacement } from "../../replies/legacy-card-reply.ts";
import { emptyAnswer } from "../conclude.ts";
import type { Outcome } from "../delivery.ts";
import type { Envelope } from "../open/envelope.ts";
import { isJsonObject } from "../open/parse-json.ts";
import { wait } from "./awaitable.ts";
import type { TenantPort } from "./context.ts";
import type { Departure } from "./departure.ts";
import { seenLink } from "./late-previews.ts";
import type { TurnSettings } from "./turn-settings.ts";
import { UpdateToken } from "./update-token.ts";

/** The turn that late work belongs to. */
export interface LateTurn {
  readonly envelope: Envelope;
  /** Monotonic time in ms. */
  readonly receivedAt: number;
  readonly client: TenantPort | undefined;
  /** Whether nothing can run once the answer has left. */
  readonly freezes: boolean;
  readonly log: Log;
  /** The moment at which its answer leaves. */
  readonly departure: Departure;
  /** @throws REPLY_INVALID, REPLY_TOO_LARGE, CUSTOM_RESPONSE_IMPOSSIBLE */
  conclude(value: unknown): Outcome;
  answer(outcome: Outcome): void;
}

/** What is done for a turn after its answer. Few turns have any. */
export class LateWork {
  readonly #turn: LateTurn;
  readonly #settings: TurnSettings;
  readonly #updateToken: UpdateToken;

  constructor(turn: LateTurn, settings: TurnSettings) {
    this.#turn = turn;
    this.#settings = settings;
    this.#updateToken = new UpdateToken(turn.envelope.updateToken, turn.receivedAt);
  }

  /** Does with a reply what can be done now that something else has been answered. */
  reply(value: unknown): Promise<void> | undefined {
    const turn = this.#turn;
    const { type, name } = turn.envelope;
    if (!isJsonObject(value) || type === "event") return undefined;
    if (CustomResponse.is(value)) {
      throw new LarkwireError("ALREADY_ANSWERED", "A custom response came after the answer");
    }
    if (name === "url.preview.get") return this.#sendPreview(value);
    if (value.toast !== undefined) turn.log("warn", "A toast came after the answer had left; nobody sees it");
    const card = type === "legacy-card" ? toCardReplacement(value) : value.card;
    if (card === undefined) return undefined;
    turn.conclude(value);
    return this.sendCard(card as CardReplacement);
  }

  /** Updates the clicked card; answers with nothing first where there is no answer yet. */
  async sendCard(card: CardReplacement): Promise<void> {
    const turn = this.#turn;
    const client = this.#client("A card is to be updated after the answer");
    turn.answer(emptyAnswer);
    await this.#leftForLong();
    const token = this.#updateToken.take(this.#settings.clock.monotonic());
    const { event } = turn.envelope;
    const openId = isJsonObject(event.operator) ? event.operator.open_id : event.open_id;
    const openIds = isPrivateCard(card) && typeof openId === "string" ? [openId] : undefined;
    await client.updateCard(token, card, openIds);
  }

  async #sendPreview(value: unknown): Promise<void> {
    const turn = this.#turn;
    const client = this.#client("A preview is to be shown after the answer");
    const preview = turn.conclude(value);
    const link = seenLink(turn.envelope);
    if (link === undefined || preview.type !== "answered") {
      turn.log("warn", "A preview came too late; nobody sees it, as the link is in no message yet");
      return;
    }
    const { latePreviews } = this.#settings;
    await latePreviews.keep(link, preview.json);
    await this.#leftForLong();
    await latePreviews.refresh(link, client);
  }

  /** @throws LATE_WORK_IMPOSSIBLE, CLIENT_MISSING */
  #client(work: string): TenantPort {
    if (this.#turn.freezes) throw new LarkwireError("LATE_WORK_IMPOSSIBLE", work);
    const { client } = this.#turn;
    if (client === undefined) throw new LarkwireError("CLIENT_MISSING", work);
    return client;
  }

  /** What reaches the platform before the answer does is undone by the answer. */
  async #leftForLong(): Promise<void> {
    const leftAt = await this.#turn.departure.promise;
    const { clock, settleGapMs } = this.#settings;
    await wait(clock, leftAt + settleGapMs - clock.monotonic());
  }
}
