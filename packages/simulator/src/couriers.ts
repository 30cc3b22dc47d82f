import type { Clock } from "larkwire/protocol";
import { answerDeadlineMs } from "./deliveries/deadlines.ts";
import type { Envelope } from "./deliveries/envelope.ts";
import { failedPush, type Push } from "./deliveries/push.ts";
import { Egress } from "./egress/egress.ts";
import type { Gateway, SentMessage } from "./gateway/gateway.ts";
import type { FrameAnswer } from "./gateway/questions.ts";
import type { Attempt } from "./judge/attempt.ts";
import type { App } from "./world/entities.ts";
import type { Identifiers } from "./world/identifiers.ts";

/** Takes questions to apps, by whichever way in an app has. */
export class Couriers {
  readonly gateway: Gateway;
  readonly egress: Egress;

  constructor(gateway: Gateway, clock: Clock, identifiers: Identifiers) {
    this.gateway = gateway;
    this.egress = new Egress(clock, identifiers);
  }

  push(app: App, envelope: Envelope): Push {
    const json = JSON.stringify(envelope);
    return app.callbacks.mode === "webhook" ? this.#pushHttp(app, json) : this.#pushFrames(app, json);
  }

  close(): void {
    this.egress.close();
    this.gateway.close();
  }

  #pushHttp({ callbacks: { requestUrl }, encryptKey }: App, json: string): Push {
    if (requestUrl === undefined) return notConfigured("no request URL is saved");
    return this.egress.push({ url: requestUrl, encryptKey }, json, answerDeadlineMs);
  }

  #pushFrames({ appId }: App, json: string): Push {
    const sent = this.gateway.push(appId, json, answerDeadlineMs);
    return sent === undefined ? notConfigured("app not online: no client of it is connected") : toPush(sent);
  }
}

function notConfigured(detail: string): Push {
  return failedPush({ type: "failed", code: 200_340, detail });
}

function toPush({ headers, frames, answer }: SentMessage): Push {
  return { headers: toRecord(headers), raw: frames.map(toHex).join("\n"), attempt: answer.then(toAttempt) };
}

function toAttempt(answer: FrameAnswer): Attempt {
  switch (answer.type) {
    case "answered":
      return {
        type: "answered",
        way: "long-connection",
        status: answer.code,
        headers: toRecord(answer.headers),
        text: answer.json,
        raw: toHex(answer.bytes),
      };
    case "late":
      return answer;
    case "closed":
      return { type: "failed", code: 200_080, detail: "the simulator was closed" };
  }
}

function toRecord(headers: SentMessage["headers"]): Readonly<Record<string, string>> {
  return Object.fromEntries(headers.map(({ key, value }) => [key, value]));
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
