// @ts-check

/** The last `capacity` outcomes by event id. The ring knows the oldest key without searching the map for it. @param {number} capacity */
export function rememberOutcomes(capacity) {
  /** @type {Map<string, string>} */
  const outcomes = new Map();
  /** @type {string[]} */
  const ring = [];
  let next = 0;
  return {
    /** @param {string} eventId */
    get: (eventId) => outcomes.get(eventId),
    /** @param {string} eventId @param {string} json */
    set: (eventId, json) => {
      const oldest = ring[next];
      if (oldest !== undefined) outcomes.delete(oldest);
      ring[next] = eventId;
      next = (next + 1) % capacity;
      outcomes.set(eventId, json);
    },
  };
}
