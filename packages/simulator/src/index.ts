export type { ClickChoice } from "./click-choice.ts";
export type {
  ClickedAction,
  ClientCodeView,
  LateUpdateView,
  LinkPreviewView,
  LinkView,
  MessageView,
  RecordedAnswer,
  RecordedRequest,
  ToastView,
  WayIn,
} from "./console-api/contract.ts";
export type { ExchangeQuery } from "./deliveries/find-exchanges.ts";
export type { RecordedQuestion } from "./deliveries/recorded-question.ts";
export type { ClockMode } from "./deliveries/switchable-clock.ts";
export type { PublicKeyInput } from "./description/public-key.ts";
export type { WorldInput } from "./description/world-description.ts";
export type {
  AddedFault,
  CallFault,
  ConnectingFault,
  ConnectionFault,
  DeliveryFault,
  Fault,
  FaultScope,
  FrameFault,
  WebhookFault,
} from "./faults/fault.ts";
export { type Scenario, type ScenarioName, type ScenarioStep, scenarios } from "./faults/scenarios.ts";
export type { ClientConfig } from "./gateway/client-config.ts";
export { startSimulator } from "./simulator.ts";
export type { Exchange } from "./test-kit/exchange.ts";
export type {
  AppOptions,
  KeylessApp,
  KeylessAppOptions,
  PlatformApp,
  PushedAnswer,
  SimulatedApp,
  SimulatedTenant,
} from "./test-kit/simulated-app.ts";
export type { ChatMembers, GroupOptions, SimulatedChat } from "./test-kit/simulated-chat.ts";
export type { ClickedPlace, ClickResult, PreviewResult, SimulatedUser } from "./test-kit/simulated-user.ts";
export type { Simulator, SimulatorFaults, SimulatorOptions, TriggerOptions } from "./test-kit/simulator.ts";
export type { Brand } from "./world/brand.ts";
export type { Choice } from "./world/choice-target.ts";
export type { QuirkChanges, QuirkName, Quirks } from "./world/quirks.ts";
export { SimulatorError, type SimulatorErrorCode } from "./world/simulator-error.ts";
export type { ClickName, Subscriptions } from "./world/subscriptions.ts";
export type { WorldSnapshot } from "./world/world.ts";
