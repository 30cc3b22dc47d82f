import { answerDeadlineMs } from "./deliveries/deadlines.ts";
import type { Envelope } from "./deliveries/envelope.ts";
import { failedPush, type Push } from "./deliveries/push.ts";
import { subscriptionOf } from "./deliveries/subscription-of.ts";
import type { Egress } from "./egress/egress.ts";
import type { WebhookTarget } from "./egress/webhook-request.ts";
import { type DeliveryPlan, deliveryFaultTypes, planDelivery } from "./faults/delivery-plan.ts";
import type { Faults } from "./faults/faults.ts";
import { FrameTranscript } from "./gateway/frame-transcript.ts";
import type { Gateway, SentMessage } from "./gateway/gateway.ts";
import type { FrameAnswer } from "./gateway/questions.ts";
import type { Attempt } from "./judge/attempt.ts";
import type { App } from "./world/entities.ts";
import type { QuirkSwitches } from "./world/quirk-switches.ts";

/** Takes questions to apps, by whichever way in an app has, with whatever is to go wrong on the way. */
export class Couriers {
  readonly gateway: Gateway;
  readonly egress: Egress;
  readonly #faults: Faults;
  readonly #quirks: QuirkSwitches;

  constructor(gateway: Gateway, egress: Egress, faults: Faults, quirks: QuirkSwitches) {
    this.gateway = gateway;
    this.egress = egress;
    this.#faults = faults;
    this.#quirks = quirks;
  }

  /** @param openId - who caused it */
  push(app: App, envelope: Envelope, openId: string | undefined): Push {
    const { mode, requestUrl } = subscriptionOf(app, envelope.name);
    const occasion = { appId: app.appId, name: envelope.name, way: mode, openId, eventId: envelope.id };
    const faults = this.#faults.strike(occasion, deliveryFaultTypes[mode]);
    const inCardFrames = this.#quirks.current.cardFrames && envelope.name === "card.action.trigger";
    const plan = planDelivery(inCardFrames ? [...faults, { type: "cardFrame" }] : faults);
    const json = JSON.stringify(envelope.body);
    return mode === "webhook"
      ? this.#pushHttp(toTarget(app, envelope, requestUrl), json, plan)
      : this.#pushFrames(app, json, plan);
  }

  close(): void {
    this.egress.close();
    this.gateway.close();
  }

  #pushHttp(target: WebhookTarget | undefined, json: string, plan: DeliveryPlan): Push {
    if (target === undefined) return notConfigured("no request URL is in effect");
    const first = this.egress.push(target, json, answerDeadlineMs, plan);
    const signAnew = (): Push => this.egress.push(target, json, answerDeadlineMs);
    const copies = plan.copies.map(({ afterMs, exact }) => ({ afterMs, push: exact ? first.replay : signAnew }));
    return { ...first, copies };
  }

  #pushFrames({ appId }: App, json: string, plan: DeliveryPlan): Push {
    const sent = this.gateway.push(appId, json, plan);
    if (plan.copies.length === 0) return toPush(sent);
    const copies = plan.copies.map(({ afterMs }) => ({
      afterMs,
      push: () => toPush(sent && this.gateway.pushAgain(sent)),
    }));
    return { ...toPush(sent), copies };
  }
}

function toTarget(app: App, { refreshToken }: Envelope, url: string | undefined): WebhookTarget | undefined {
  if (url === undefined) return undefined;
  const { encryptKey, verificationToken } = app;
  const legacy = refreshToken === undefined ? undefined : { verificationToken, refreshToken };
  return { url, encryptKey, legacy };
}

function notOnline(): Push {
  return notConfigured("app not online: no client of it is connected");
}

function notConfigured(detail: string): Push {
  return failedPush({ type: "failed", code: 200_340, detail });
}

function toPush(sent: SentMessage | undefined): Push {
  if (sent === undefined) return notOnline();
  const { frames, message, answer } = sent;
  return { sent: new FrameTranscript(frames, message.frames[0]), attempt: answer.then(toAttempt), copies: [] };
}

function toAttempt(answer: FrameAnswer): Attempt {
  switch (answer.type) {
    case "answered": {
      const { code, json, bytes } = answer;
      // A copy: the frame lies in all that the socket has read at once.
      const copy = Buffer.from(bytes);
      const received = new FrameTranscript([copy], copy);
      return { type: "answered", status: code, text: json, received };
    }
    case "late":
      return answer;
    case "closed":
      return { type: "failed", code: 200_080, detail: "the simulator was closed" };
  }
}
