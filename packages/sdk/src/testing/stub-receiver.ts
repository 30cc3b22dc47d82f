import type { Answer, Delivery, Outcome, Receiver } from "../callback/delivery.ts";
import type { Awaitable, Clock, LogLevel } from "../ports.ts";

/** A receiver for tests: answers what it is told to, and remembers what it heard. */
export interface StubReceiver extends Receiver {
  readonly deliveries: Delivery[];
  /** What each answer was told: whether it left. */
  readonly settled: boolean[];
  readonly logs: { readonly level: LogLevel; readonly message: string; readonly fields: object | undefined }[];
}

/** What a stub does with a delivery; by default it answers `{}` at once. */
export interface StubBehaviour {
  readonly clock: Clock;
  readonly secured?: boolean;
  readonly receive?: (delivery: Delivery) => Awaitable<Outcome>;
  readonly settle?: (sent: boolean) => Awaitable<void>;
}

export function createStubReceiver(behaviour: StubBehaviour): StubReceiver {
  const {
    clock,
    secured = true,
    receive = () => ({ type: "answered", json: "{}" }),
    settle = () => undefined,
  } = behaviour;
  const [deliveries, settled, logs]: [Delivery[], boolean[], StubReceiver["logs"]] = [[], [], []];
  const toAnswer = (outcome: Outcome): Answer => ({
    outcome,
    settle: (sent) => {
      settled.push(sent);
      return settle(sent);
    },
  });
  return {
    deliveries,
    settled,
    logs,
    secured,
    clock,
    log: (level, message, fields) => void logs.push({ level, message, fields }),
    receive: (delivery) => {
      deliveries.push(delivery);
      const outcome = receive(delivery);
      return "then" in outcome ? Promise.resolve(outcome).then(toAnswer) : toAnswer(outcome);
    },
  };
}
