import type { Clock } from "larkwire/protocol";
import type { LateUpdateView } from "./console-api/contract.ts";
import type { Couriers } from "./couriers.ts";
import type { Envelope } from "./deliveries/envelope.ts";
import { EventOrder } from "./deliveries/event-order.ts";
import { addLateUpdate, concludeExchange, type Exchange, openExchange } from "./deliveries/exchange.ts";
import { ExchangeLog } from "./deliveries/exchange-log.ts";
import { type ExchangeQuery, findExchanges } from "./deliveries/find-exchanges.ts";
import { failedPush, type Push } from "./deliveries/push.ts";
import { RetryLadder } from "./deliveries/retry-ladder.ts";
import { subscriptionOf } from "./deliveries/subscription-of.ts";
import { Timers } from "./deliveries/timers.ts";
import type { Attempt } from "./judge/attempt.ts";
import { judgeEventAnswer } from "./judge/judge-event-answer.ts";
import { emptyTranscript } from "./judge/transcript.ts";
import type { Verdict } from "./judge/verdict.ts";
import type { App } from "./world/entities.ts";
import type { Identifiers } from "./world/identifiers.ts";

/** What became of a question: the record, and what the platform makes of the answer. */
export interface Outcome {
  readonly exchange: Exchange;
  readonly verdict: Verdict;
}

/** What an app is to be asked or told. */
export interface Question {
  readonly id?: string | undefined;
  readonly app: App;
  readonly envelope: Envelope;
  /** Who caused it. */
  readonly openId?: string | undefined;
  readonly messageId?: string | undefined;
  /** Why it cannot even be asked. */
  readonly failure?: Extract<Attempt, { readonly type: "failed" }> | undefined;
}

type Apply = (verdict: Verdict) => Verdict;
const keep: Apply = (verdict) => verdict;

type Judge = (attempt: Attempt) => Verdict;

export interface CorrespondenceOptions {
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly couriers: Couriers;
  /** The app as it is now: its way in may change between two attempts, and it may be gone. */
  readonly appOf: (appId: string) => App | undefined;
  readonly onExchange: (exchange: Exchange) => void;
  /** Whether events of this name must not overtake each other. */
  readonly isOrdered: (name: string) => boolean;
}

/** Asks apps, and keeps the record: every attempt is an exchange of its own. */
export class Correspondence {
  readonly #options: CorrespondenceOptions;
  readonly #log: ExchangeLog;
  readonly #retries: RetryLadder;
  readonly #order = new EventOrder();
  readonly #copies: Timers;

  constructor(options: CorrespondenceOptions) {
    this.#options = options;
    this.#log = new ExchangeLog(options.onExchange);
    this.#retries = new RetryLadder(options.clock);
    this.#copies = new Timers(options.clock);
  }

  /** Those that fit, oldest first. */
  exchanges(query: ExchangeQuery = {}): readonly Exchange[] {
    return findExchanges(this.#log.list(), query);
  }

  /** Asks an app, once: somebody waits for the answer. @param apply - what the answer does, and what of it counts, before it is recorded */
  ask(question: Question, judge: Judge, apply: Apply = keep): Promise<Outcome> {
    return this.#deliver(question, 1, judge, apply);
  }

  /**
   * Tells an app of an event; what is not acknowledged is told again, hours later too. Resolves after the first attempt,
   * and for an ordered event that has to wait behind one that fails at once, with `attempt` 0.
   */
  tell(question: Question): Promise<Exchange> {
    const { app, envelope } = question;
    if (!this.#options.isOrdered(envelope.name)) return this.#tell(question, 1, undefined);
    const line = `${app.appId} ${envelope.name}`;
    const placed = { ...question, id: question.id ?? this.#options.identifiers.uuid() };
    return new Promise((resolve) => {
      this.#order.enter(line, {
        send: () => void this.#tell({ ...placed, app: this.#options.appOf(app.appId) ?? app }, 1, line).then(resolve),
        wait: () => resolve(this.#putOff(placed)),
      });
    });
  }

  /** Notes something that the app did with a click, after it was asked. @param describe - gets when the click was, in ms */
  note(exchangeId: string, describe: (startedAt: number) => LateUpdateView): void {
    const exchange = this.#log.find(exchangeId);
    if (exchange !== undefined) this.#log.put(addLateUpdate(exchange, describe(exchange.startedAt)));
  }

  /** Forgets what is on record; what is under way goes on. */
  forget(): void {
    this.#log.clear();
  }

  /** Nothing is sent again, and what is still under way is not put on record. */
  close(): void {
    this.#retries.close();
    this.#copies.close();
    this.#log.close();
  }

  async #tell(question: Question, attempt: number, line: string | undefined): Promise<Exchange> {
    const { exchange, verdict } = await this.#deliver(question, attempt, judgeEventAnswer, keep);
    const again = (): void => {
      const app = this.#options.appOf(question.app.appId);
      if (app !== undefined) void this.#tell({ ...question, id: undefined, app }, attempt + 1, line);
    };
    const comesAgain = verdict.clientCode !== undefined && this.#retries.climb(attempt, again);
    if (line !== undefined) comesAgain ? this.#order.failed(line) : this.#order.passed(line);
    return exchange;
  }

  /** Puts on record that an event waits; its first attempt takes the place of this. */
  #putOff({ id, app, envelope, messageId }: Question & { readonly id: string }): Exchange {
    const question = { id, way: subscriptionOf(app, envelope.name).mode, envelope, attempt: 0, messageId };
    return this.#log.put(openExchange(question, emptyTranscript, this.#options.clock.now()));
  }

  #deliver(question: Question, attempt: number, judge: Judge, apply: Apply): Promise<Outcome> {
    const { identifiers, couriers } = this.#options;
    const { app, envelope, openId, failure } = question;
    const push = failure === undefined ? couriers.push(app, envelope, openId) : failedPush(failure);
    const exchangeId = question.id ?? identifiers.uuid();
    const outcome = this.#follow({ question, exchangeId, attempt }, push, judge, apply);
    for (const copy of push.copies) {
      this.#copies.after(copy.afterMs, () => {
        // Somebody waits for the first answer: what comes of a copy is put on record and changes no card.
        const record = { question: { ...question, messageId: undefined }, exchangeId: identifiers.uuid(), attempt };
        void this.#follow(record, copy.push(), judge, keep);
      });
    }
    return outcome;
  }

  #follow(
    { question, exchangeId, attempt }: { question: Question; exchangeId: string; attempt: number },
    push: Push,
    judge: Judge,
    apply: Apply,
  ): Promise<Outcome> {
    const { clock } = this.#options;
    const { app, envelope, messageId } = question;
    const startedAt = clock.monotonic();
    const { mode: way } = subscriptionOf(app, envelope.name);
    const asked = { id: exchangeId, way, envelope, attempt, messageId };
    const opened = this.#log.put(openExchange(asked, push.sent, clock.now()));
    return push.attempt.then((came) => {
      const verdict = apply(judge(came));
      const current = this.#log.find(exchangeId) ?? opened;
      const latencyMs = Math.round(clock.monotonic() - startedAt);
      return { exchange: this.#log.put(concludeExchange(current, came, verdict, latencyMs)), verdict };
    });
  }
}
