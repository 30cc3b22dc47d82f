import type { Clock } from "larkwire/protocol";
import { createTestClock, type TestClock } from "larkwire/testing";
import { SimulatorError } from "../world/simulator-error.ts";
import { createFastClock } from "./fast-clock.ts";

/** How time passes: as it does for everybody, not until it is advanced, or so many times as fast. */
export type ClockMode = "real" | "virtual" | { readonly speed: number };

interface Timer {
  readonly dueAt: number;
  readonly work: () => void;
  readonly background: boolean | undefined;
  cancel: () => void;
}

/** What drives the time, and what it showed when the driving began. */
interface Drive {
  readonly clock: Clock;
  readonly virtual: TestClock | undefined;
  readonly startedAt: number;
}

/** Time that can stand still, run and run fast by turns. It never goes back, and what waits goes on waiting for its time. */
export class SwitchableClock implements Clock {
  readonly #real: Clock;
  readonly #startMs: number;
  /** In the order of their making, which decides among those that are due at the same time. */
  readonly #timers = new Set<Timer>();
  #mode: ClockMode;
  #drive: Drive;

  /** @throws SimulatorError REQUEST_INVALID */
  constructor(mode: ClockMode, real: Clock) {
    this.#real = real;
    this.#mode = mode;
    this.#drive = createDrive(mode, real, 0);
    this.#startMs = this.#drive.virtual?.now() ?? real.now();
  }

  get mode(): ClockMode {
    return this.#mode;
  }

  /** @throws SimulatorError REQUEST_INVALID */
  switchTo(mode: ClockMode): void {
    const drive = createDrive(mode, this.#real, this.monotonic());
    for (const timer of this.#timers) timer.cancel();
    this.#mode = mode;
    this.#drive = drive;
    for (const timer of this.#timers) this.#arm(timer);
  }

  now(): number {
    return this.#startMs + Math.floor(this.monotonic());
  }

  monotonic(): number {
    const { clock, startedAt } = this.#drive;
    return startedAt + clock.monotonic();
  }

  after(ms: number, work: () => void, background?: boolean): () => void {
    const timer: Timer = { dueAt: this.monotonic() + ms, work, background, cancel: () => undefined };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => {
      timer.cancel();
      this.#timers.delete(timer);
    };
  }

  /** Lets time pass that stands still. @throws SimulatorError CLOCK_IS_REAL */
  async advance(ms: number): Promise<void> {
    const { virtual } = this.#drive;
    if (virtual !== undefined) return virtual.advance(ms);
    throw new SimulatorError("CLOCK_IS_REAL", 'Only time that stands still can be advanced: the clock "virtual".');
  }

  #arm(timer: Timer): void {
    const restMs = Math.max(0, timer.dueAt - this.monotonic());
    const fire = (): void => {
      this.#timers.delete(timer);
      timer.work();
    };
    timer.cancel = this.#drive.clock.after(restMs, fire, timer.background);
  }
}

function createDrive(mode: ClockMode, real: Clock, startedAt: number): Drive {
  if (mode === "virtual") {
    const virtual = createTestClock();
    return { clock: virtual, virtual, startedAt };
  }
  const speed = mode === "real" ? 1 : mode.speed;
  if (!(Number.isFinite(speed) && speed > 0)) {
    throw new SimulatorError("REQUEST_INVALID", "The speed of a clock is a number above 0.");
  }
  return { clock: createFastClock(speed, real), virtual: undefined, startedAt };
}
