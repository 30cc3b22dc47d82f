import type { Fault, FaultScope } from "./fault.ts";

/** One thing that goes wrong in a scenario; the scope narrows the one that the scenario is played in. */
export interface ScenarioStep {
  readonly scope: Pick<FaultScope, "name" | "way" | "times" | "probability">;
  readonly fault: Fault;
}

/** What has gone wrong for somebody, as a script that can be played again. */
export interface Scenario {
  /** What people saw. */
  readonly symptom: string;
  /** Where they tell of it. */
  readonly seen: readonly string[];
  readonly steps: readonly ScenarioStep[];
}

/** Every scenario there is. */
export type ScenarioName =
  | "deafAfterSleep"
  | "deafInTheMiddleOfAMessage"
  | "allDeafAtOnce"
  | "discoveryNeverAnswers"
  | "handshakeNeverAnswers"
  | "flapping"
  | "systemBusy"
  | "messageWithTheHandshake"
  | "malformedFrame"
  | "lostInTheRestartOfAGateway"
  | "repeatsAfterSuccess"
  | "acknowledgementsLost"
  | "replayedRequests"
  | "outOfOrderFragments"
  | "clicksAsCardFrames"
  | "slowNetwork"
  | "answersLost"
  | "lateCardRefused"
  | "brokenSignatures";

const discovery = "/callback/ws/endpoint";
const handshake = "/ws/v2";
const click = "card.action.trigger";
const cardUpdate = "/open-apis/interactive/v1/card/update";
const github = "https://github.com/";

/** What goes wrong when, from one kind of trouble. */
function step(fault: Fault, scope: ScenarioStep["scope"] = {}): ScenarioStep {
  return { scope, fault };
}

function seen(...threads: readonly string[]): readonly string[] {
  return threads.map((thread) => github + thread);
}

/**
 * Scripts of what a platform and a network have done to bots; a bot that survives them all can be left alone.
 *
 * @example
 * ```ts
 * import { scenarios, startSimulator } from "@larkwire/simulator";
 *
 * const simulator = await startSimulator({ clock: "virtual" });
 * const app = simulator.createApp();
 * simulator.faults.play(scenarios.deafAfterSleep, { app });
 * await simulator.advance(3 * 60_000);
 * await simulator.close();
 * ```
 */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  deafAfterSleep: {
    symptom: "After sleep and wake the bot is connected and hears nothing, until it is restarted.",
    seen: seen(
      "larksuite/openclaw-lark/issues/543",
      "larksuite/openclaw-lark/issues/158",
      "larksuite/oapi-sdk-go/issues/224",
    ),
    steps: [step({ type: "halfOpen" }, { name: "ping" })],
  },
  deafInTheMiddleOfAMessage: {
    symptom: "The connection looks alive for half an hour, and whatever is sent over it is lost.",
    seen: seen("riba2534/happyclaw/pull/650"),
    steps: [step({ type: "halfOpen" }, { way: "long-connection" })],
  },
  allDeafAtOnce: {
    symptom: "All connections freeze in the same second, and new ones freeze again.",
    seen: seen("larksuite/openclaw-lark/pull/599"),
    steps: [step({ type: "halfOpen" }, { name: "ping", times: 5 })],
  },
  discoveryNeverAnswers: {
    symptom: "The connection drops, the request for a new address is never answered, and the bot is deaf for days.",
    seen: seen("larksuite/oapi-sdk-python/issues/169"),
    steps: [
      step({ type: "close", code: 1006 }, { name: "ping" }),
      step({ type: "hang" }, { name: discovery, times: 2 }),
    ],
  },
  handshakeNeverAnswers: {
    symptom: "The upgrade is never answered; the orphaned socket takes the process down later.",
    seen: seen("larksuite/node-sdk/issues/197"),
    steps: [
      step({ type: "close", code: 1006 }, { name: "ping" }),
      step({ type: "hang" }, { name: handshake, times: 2 }),
    ],
  },
  flapping: {
    symptom: "Connections drop as soon as they are there, and thousands of attempts run side by side.",
    seen: seen("larksuite/node-sdk/issues/177"),
    steps: [
      step({ type: "close", code: 1006 }, { name: "ping", times: 8 }),
      step({ type: "status", status: 502 }, { name: discovery, times: 3 }),
      step({ type: "revokeTickets" }, { times: 3 }),
    ],
  },
  systemBusy: {
    symptom: 'Discovery answers "system busy", and the bot gives up for good.',
    seen: seen("larksuite/node-sdk/issues/201"),
    steps: [
      step({ type: "close", code: 1001 }, { name: "ping" }),
      step({ type: "systemBusy" }, { times: 3 }),
      step({ type: "refuseConnecting", code: 1_000_040_343, msg: "internal error" }, { times: 2 }),
      step({ type: "rateLimit" }, { name: discovery }),
    ],
  },
  messageWithTheHandshake: {
    symptom: "What comes together with the handshake's answer is lost without a word.",
    seen: seen("larksuite/node-sdk/issues/201"),
    steps: [
      step({ type: "close", code: 1006 }, { name: "ping" }),
      step({ type: "withHandshake" }, { way: "long-connection" }),
    ],
  },
  malformedFrame: {
    symptom: "One frame that cannot be read takes the whole process down.",
    seen: seen("remoteclaw/remoteclaw/issues/2693"),
    steps: [step({ type: "garble" }, { times: 3 })],
  },
  lostInTheRestartOfAGateway: {
    symptom: "Messages are lost while the platform moves connections from one gateway to another.",
    seen: seen("larksuite/oapi-sdk-go/issues/195"),
    steps: [1001, 1012, 1006].map((code) => step({ type: "close", code }, { way: "long-connection" })),
  },
  repeatsAfterSuccess: {
    symptom: "The same event comes again though it was acknowledged, and is handled twice.",
    seen: seen("larksuite/node-sdk/issues/10", "larksuite/oapi-sdk-java/issues/45", "larksuite/lark-samples/issues/5"),
    steps: [
      step({ type: "duplicate" }, { times: 3 }),
      step({ type: "duplicate", afterMs: 60_000 }, { times: 3 }),
      step({ type: "duplicate", afterMs: 25_200_000 }, { times: 3 }),
    ],
  },
  acknowledgementsLost: {
    symptom: "Every acknowledgement is lost, and the last repeat comes after seven hours, when nobody remembers.",
    seen: seen("deepcoldy/botmux/pull/328", "deepcoldy/botmux/pull/111"),
    steps: [step({ type: "dropAnswer" }, { name: "im.*", times: 4 })],
  },
  replayedRequests: {
    symptom: "A webhook request comes again byte for byte.",
    seen: seen("larksuite/lark-samples/issues/5"),
    steps: [
      step({ type: "replay" }, { way: "webhook", times: 2 }),
      step({ type: "replay", afterMs: 600_000 }, { way: "webhook", times: 2 }),
    ],
  },
  outOfOrderFragments: {
    symptom: "Long messages come in pieces, the last one first.",
    seen: seen("larksuite/oapi-sdk-go/issues/195"),
    steps: [step({ type: "reorder" }, { times: 3 }), step({ type: "fragment", into: 64 }, { times: 3 })],
  },
  clicksAsCardFrames: {
    symptom: "Clicks come in frames of the type card, which the official SDKs drop without an answer.",
    seen: seen("larksuite/oapi-sdk-python/issues/126", "riba2534/happyclaw/issues/258"),
    steps: [step({ type: "cardFrame" }, { name: click, times: 3 })],
  },
  slowNetwork: {
    symptom: "Clicks time out now and then, though the handler is quick: most of the 3 s went by on the way.",
    seen: seen("scitix/siclaw/pull/392"),
    steps: [
      step({ type: "delay", ms: 2_000 }, { times: 2 }),
      step({ type: "slow", bytesPerSecond: 4_096 }, { times: 4 }),
    ],
  },
  answersLost: {
    symptom: '"Target service timed out", and the person clicks again.',
    seen: seen("chenhg5/cc-connect/issues/801", "openclaw/openclaw/issues/71677"),
    steps: [step({ type: "dropAnswer" }, { name: click })],
  },
  lateCardRefused: {
    symptom: "The action succeeds and the card never changes, because its late update meets an expired token.",
    seen: seen("baileyh8/hermes-feishu-streaming-card/pull/196"),
    steps: [step({ type: "expireToken" }, { name: cardUpdate })],
  },
  brokenSignatures: {
    symptom: "Requests arrive that the platform never signed, or signed yesterday.",
    seen: seen("larksuite/oapi-sdk-python/issues/98"),
    steps: [step({ type: "wrongSignature" }, { way: "webhook" }), step({ type: "oldTimestamp" }, { way: "webhook" })],
  },
};
