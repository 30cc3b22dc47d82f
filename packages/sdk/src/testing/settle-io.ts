/** Measured on loopback: while a request is under way no turn passes without an event, so a few quiet ones mean rest. */
const quietTurns = 32;
/** Far more turns than any test needs; reaching it means that two sides talk without pause. */
const maxTurns = 200_000;

/**
 * Lets real I/O inside this process come to rest: waits for event-loop turns until many in a row have brought no event.
 * A loopback HTTP request needs 2 to 7 turns, a WebSocket handshake with an echo 5; chains of them need no bound, because
 * every event starts the count anew.
 *
 * While sockets are open, one real millisecond follows, for kernels that hand loopback bytes over on another thread.
 * What leaves the process is not waited for: other machines, other processes, name look-ups of `localhost`.
 */
export async function settleIo(): Promise<void> {
  let turns = 0;
  for (;;) {
    turns = await awaitQuiet(turns);
    const eventsBefore = countEvents();
    if (!hasOpenSockets()) return;
    await new Promise((resolve) => setTimeout(resolve, 1));
    // The pause itself is a timer, which does not count as an event.
    if (countEvents() === eventsBefore) return;
  }
}

async function awaitQuiet(turnsBefore: number): Promise<number> {
  let turns = turnsBefore;
  let events = countEvents();
  for (let quiet = 0; quiet < quietTurns; quiet++) {
    await new Promise((resolve) => setImmediate(resolve));
    const eventsNow = countEvents();
    if (eventsNow !== events) quiet = 0;
    events = eventsNow;
    turns++;
    if (turns > maxTurns) throw new Error(`I/O did not come to rest within ${maxTurns} turns of the event loop`);
  }
  return turns;
}

/** Events that the loop has taken from the kernel so far; runtimes that do not count them say 0, and turns alone decide. */
function countEvents(): number {
  return performance.nodeTiming.uvMetricsInfo?.events ?? 0;
}

function hasOpenSockets(): boolean {
  return process.getActiveResourcesInfo().some((resource) => resource.startsWith("TCP"));
}
