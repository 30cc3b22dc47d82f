/** An event that must not overtake the ones before it. */
export interface OrderedEvent {
  /** It is its turn. */
  send(): void;
  /** It has to wait, behind one that was not acknowledged. Called once at most. */
  wait(): void;
}

interface Line {
  failing: boolean;
  /** The first is on its way, or waits for its next attempt. */
  readonly events: OrderedEvent[];
}

/** Events of one line that wait; beyond it an event is given up at once. */
const maxWaiting = 10_000;

/**
 * Lines of events that must come in their order: while one is not acknowledged, later ones wait behind it.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/uUTNz4SN1MjL1UzM
 */
export class EventOrder {
  readonly #lines = new Map<string, Line>();

  enter(name: string, event: OrderedEvent): void {
    const line = this.#lines.get(name);
    if (line === undefined) {
      this.#lines.set(name, { failing: false, events: [event] });
      event.send();
      return;
    }
    if (line.events.length < maxWaiting) line.events.push(event);
    if (line.failing || line.events.length >= maxWaiting) event.wait();
  }

  /** The first of the line was not acknowledged, and will come again. */
  failed(name: string): void {
    const line = this.#lines.get(name);
    if (line === undefined || line.failing) return;
    line.failing = true;
    for (const later of line.events.slice(1)) later.wait();
  }

  /** The first of the line was acknowledged, or given up: the next one goes. */
  passed(name: string): void {
    const line = this.#lines.get(name);
    if (line === undefined) return;
    line.failing = false;
    line.events.shift();
    if (line.events.length === 0) this.#lines.delete(name);
    line.events[0]?.send();
  }
}
