import { LarkwireError } from "../../errors.ts";
import type { Awaitable, Log } from "../../ports.ts";
import type { CardReplacement } from "../../replies/card-replacement.ts";
import type { CheckReplyOptions } from "../../replies/reply-fault.ts";
import { conclude, emptyAnswer } from "../conclude.ts";
import type { Answer, Delivery, Outcome } from "../delivery.ts";
import type { Envelope } from "../open/envelope.ts";
import { isPromiseLike, quietly } from "./awaitable.ts";
import type { Context, TenantPort } from "./context.ts";
import type { Deadline } from "./deadline.ts";
import { idsOf, logIdOf, refreshTokenOf, requestIdOf } from "./delivery-ids.ts";
import { Departure } from "./departure.ts";
import { type LateTurn, LateWork } from "./late-work.ts";
import type { FirstClaim } from "./once.ts";
import type { RouteRules, TurnSettings } from "./turn-settings.ts";

const deadlineMs = 3_000;
/** Where a handler has an automatic answer of its own, and the dispatcher has none. */
const defaultAfterMs = 2_400;
const maxMismatches = 20;
/** A card that is sent later is looked at as one in an answer to a click, whatever kind of click it was. */
const cardClick = { type: "callback", name: "card.action.trigger" } as const;

/** One delivery from its opening to the end of all work for it: the context of its handler and the answer to its transport. */
export class Turn implements Context, Answer, LateTurn {
  readonly envelope: Envelope;
  readonly delivery: Delivery;
  readonly #settings: TurnSettings;
  #outcome: Outcome | undefined;
  #claim: FirstClaim | undefined;
  /** Whether the answer waits for a storage to keep it. */
  #keeping = false;
  #resolve: ((answer: Answer) => void) | undefined;
  #deadline: Deadline | undefined;
  #departure: Departure | undefined;
  #sent: boolean | undefined;
  #sentAt = 0;
  #unfinished: Promise<void> | undefined;
  #lateWork: LateWork | undefined;
  #over = false;
  #controller: AbortController | undefined;
  #log: Log | undefined;
  #rules: RouteRules | undefined;
  #mismatches: string[] | undefined;

  constructor(envelope: Envelope, delivery: Delivery, settings: TurnSettings) {
    this.envelope = envelope;
    this.delivery = delivery;
    this.#settings = settings;
  }

  get outcome(): Outcome {
    return this.#outcome ?? emptyAnswer;
  }

  get receivedAt(): number {
    return this.delivery.receivedAt;
  }

  get client(): TenantPort | undefined {
    return this.#settings.client?.inTenant(this.envelope.tenantKey);
  }

  get requestId(): string | undefined {
    return requestIdOf(this.delivery);
  }

  get logId(): string | undefined {
    return logIdOf(this.delivery);
  }

  get refreshToken(): string | undefined {
    return refreshTokenOf(this.delivery);
  }

  get log(): Log {
    this.#log ??= (level, message, fields) =>
      this.#settings.log(level, message, { ...idsOf(this.delivery, this.envelope), ...fields });
    return this.#log;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      const { ended } = this.delivery;
      if (this.#sent === false || (this.#sent && this.freezes) || ended?.aborted) this.#controller.abort();
      else if (!this.#over) {
        this.#settings.abortable.add(this);
        ended?.addEventListener("abort", this);
      }
    }
    return this.#controller.signal;
  }

  /** Whether nothing can run once the answer has left. */
  get freezes(): boolean {
    return this.delivery.background === "none";
  }

  // Functions of their own, so that a handler may take its context apart: (event, { reply }) => …
  get remainingMs(): () => number {
    return () => Math.max(0, this.delivery.receivedAt + deadlineMs - this.#settings.clock.monotonic());
  }

  get reply(): (reply?: unknown) => Promise<void> {
    return (reply) => quietly(this.#reply(reply));
  }

  get updateCard(): (card: CardReplacement) => Promise<void> {
    return (card) => quietly(this.#updateCard(card));
  }

  get mismatches(): readonly string[] {
    return this.#mismatches ?? [];
  }

  /** Takes note of where the click did not fit a handler's schemas. */
  mismatched(paths: readonly string[]): void {
    this.#mismatches ??= [];
    this.#mismatches.push(...paths.slice(0, maxMismatches - this.#mismatches.length));
  }

  /** Takes what a route says in place of what the dispatcher says. */
  follow(rules: RouteRules): void {
    this.#rules = rules;
    // Found at once, before anything waits for its answer, as most are.
    if (this.#unfinished === undefined) return;
    if (this.#deadline !== undefined) this.#settings.deadlines.cancel(this.#deadline);
    if (this.#outcome === undefined) this.#await();
  }

  /** Does the work and resolves with the answer: when the work returns, when it replies, or when the time is up. */
  run(work: () => Awaitable<unknown>): Awaitable<Answer> {
    const unfinished = this.#begin(work);
    if (unfinished !== undefined) return this.#answerAfter(unfinished);
    this.#leave();
    return this.#keeping ? this.#answerLater() : this;
  }

  /** Takes the claim that is to hear the outcome as soon as there is one. */
  hold(claim: FirstClaim): void {
    if (this.#outcome === undefined) this.#claim = claim;
    else void claim.conclude(this.#outcome);
  }

  /** Answers, unless that has been done. */
  answer(outcome: Outcome): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = outcome;
    if (this.#deadline !== undefined) this.#settings.deadlines.cancel(this.#deadline);
    if (this.#claim !== undefined) this.#keep(this.#claim, outcome);
    if (!this.#keeping) this.#resolve?.(this);
  }

  /** An answer leaves when repeats of its delivery will be given the same. */
  #keep(claim: FirstClaim, outcome: Outcome): void {
    const kept = claim.conclude(outcome);
    if (!isPromiseLike(kept)) {
      this.#outcome = kept;
      return;
    }
    this.#keeping = true;
    kept.then((final) => {
      this.#outcome = final;
      this.#keeping = false;
      this.#resolve?.(this);
    });
  }

  settle(sent: boolean): Awaitable<void> {
    this.#sent = sent;
    this.#sentAt = this.#settings.clock.monotonic();
    if (!sent || this.freezes) this.abort();
    this.#departure?.settle(sent, this.#sentAt);
    return this.#over ? undefined : this.#unfinished;
  }

  abort(): void {
    this.#controller?.abort();
  }

  /** Hears of the end of the transport. */
  handleEvent(): void {
    this.abort();
  }

  /** Does what can be done at once, and promises the rest, if any. */
  #begin(work: () => Awaitable<unknown>): Promise<void> | undefined {
    try {
      const value = work();
      if (isPromiseLike(value)) return this.#finish(value);
      const late = this.#end(value);
      return late && this.#finish(late);
    } catch (cause) {
      return this.#finish(Promise.reject(cause));
    }
  }

  /** Waits for the answer, and lets the work go on behind it. */
  #answerAfter(work: Promise<void>): Awaitable<Answer> {
    this.#unfinished = work;
    if (this.#keeping) return this.#answerLater();
    if (this.#outcome !== undefined) return this;
    this.#await();
    return this.#answerLater();
  }

  #await(): void {
    const own = this.#rules?.autoAnswer;
    if (own === false) return;
    const general = this.#settings.autoAnswer(this.envelope);
    const outcome = own?.outcome ?? general?.outcome;
    if (outcome === undefined) return;
    const at = this.delivery.receivedAt + (own?.afterMs ?? general?.afterMs ?? defaultAfterMs);
    this.#deadline = this.#settings.deadlines.add(at, () => this.#answerByItself(outcome));
  }

  #answerLater(): Promise<Answer> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  #answerByItself(outcome: Outcome): void {
    if (this.freezes) {
      // Said before the answer leaves: afterwards nothing may run any more that could say it.
      const detail = "The handler took too long, and the host freezes it with the automatic answer";
      const error = new LarkwireError("LATE_WORK_IMPOSSIBLE", detail);
      this.log("warn", error.message, { code: error.code });
    }
    this.answer(outcome);
  }

  async #finish(work: PromiseLike<unknown>): Promise<void> {
    this.#settings.running.begin();
    try {
      const late = this.#end(await work);
      if (late !== undefined) await late;
    } catch (cause) {
      await this.#fail(cause);
    }
    this.#leave();
    this.#settings.running.end();
  }

  /** Answers with what the work returned, or does what is left to do with it. */
  #end(value: unknown): Promise<void> | undefined {
    if (this.#outcome !== undefined) return this.#late.reply(value);
    this.answer(this.conclude(value));
    return undefined;
  }

  get #checks(): CheckReplyOptions {
    const { checkCard, sentCard } = this.#settings.checks;
    return { checkCard, sentCard: this.#rules?.sentCard ?? sentCard };
  }

  /** @throws REPLY_INVALID, REPLY_TOO_LARGE, CUSTOM_RESPONSE_IMPOSSIBLE */
  conclude(value: unknown): Outcome {
    const outcome = conclude({ envelope: this.envelope, ...this.#checks }, value);
    if (outcome.type !== "custom" || this.delivery.origin.type === "webhook") return outcome;
    throw new LarkwireError("CUSTOM_RESPONSE_IMPOSSIBLE", "The handler's custom response cannot leave");
  }

  #leave(): void {
    this.#over = true;
    if (this.#controller === undefined) return;
    this.#settings.abortable.delete(this);
    this.delivery.ended?.removeEventListener("abort", this);
  }

  /** Tells the app; answers with what it says, or with the failure. */
  async #fail(cause: unknown): Promise<void> {
    const error = LarkwireError.from(cause, "HANDLER_FAILED");
    const failure: Outcome = { type: "failed", error };
    try {
      const reply = await this.#settings.onError(error, this);
      if (this.#outcome !== undefined) await this.#late.reply(reply);
      // An event that was not handled is to come again, whatever is said about it.
      else this.answer(reply === undefined || this.envelope.type === "event" ? failure : this.conclude(reply));
    } catch (secondCause) {
      this.log("error", `onError failed: ${LarkwireError.from(secondCause, "HANDLER_FAILED").message}`);
      this.answer(failure);
    }
  }

  async #reply(reply: unknown): Promise<void> {
    if (this.#outcome !== undefined) {
      throw new LarkwireError("ALREADY_ANSWERED", "ctx.reply() came after the answer");
    }
    this.answer(this.conclude(reply));
    await this.departure.promise;
  }

  async #updateCard(card: CardReplacement): Promise<void> {
    conclude({ envelope: cardClick, ...this.#checks }, { card });
    await this.#late.sendCard(card);
  }

  get departure(): Departure {
    if (this.#departure === undefined) {
      this.#departure = new Departure();
      if (this.#sent !== undefined) this.#departure.settle(this.#sent, this.#sentAt);
    }
    return this.#departure;
  }

  get #late(): LateWork {
    this.#lateWork ??= new LateWork(this, this.#settings);
    return this.#lateWork;
  }
}
