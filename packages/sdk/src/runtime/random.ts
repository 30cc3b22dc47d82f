import type { Random } from "../ports.ts";

/** Good enough to spread reconnects; nothing secret is drawn from it. */
export const systemRandom: Random = () => Math.random();
