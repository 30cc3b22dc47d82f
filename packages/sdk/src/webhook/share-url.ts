import type { Answer, Delivery, Receiver } from "../callback/delivery.ts";
import { LarkwireError } from "../errors.ts";

/**
 * Several receivers at one URL. The scheme that signed a delivery says whose it is: one that is signed with the Verification Token goes
 * to the handler of legacy cards, as does their check of the address, and anything else to the first that claims nothing. What else is
 * unsigned is offered to one after the other until it is not refused.
 *
 * @throws CONFIG_INVALID
 */
export function shareUrl(receivers: Receiver | readonly Receiver[]): Receiver {
  if ("receive" in receivers) return receivers;
  const [first, ...others] = receivers;
  if (first === undefined) throw new LarkwireError("CONFIG_INVALID", "webhook() got no receiver");
  if (others.length === 0) return first;
  const general = receivers.filter((receiver) => receiver.claims === undefined);
  if (general.length > 1) {
    throw new LarkwireError("CONFIG_INVALID", "One URL serves one EventDispatcher, with a CardActionHandler beside it");
  }
  const fallback = general[0] ?? first;
  return {
    receive: (delivery) => {
      const claimant = receivers.find((receiver) => receiver.claims?.(delivery));
      if (claimant !== undefined) return claimant.receive(delivery);
      const isSigned = delivery.origin.type !== "webhook" || Boolean(delivery.origin.header("x-lark-signature"));
      if (isSigned) return fallback.receive(delivery);
      return offer(delivery, [fallback, ...receivers.filter((receiver) => receiver !== fallback)]);
    },
    secured: receivers.every((receiver) => receiver.secured),
    clock: fallback.clock,
    log: fallback.log,
  };
}

async function offer(delivery: Delivery, [receiver, ...others]: readonly Receiver[]): Promise<Answer> {
  const answer = await (receiver as Receiver).receive(delivery);
  return answer.outcome.type === "refused" && others.length > 0 ? offer(delivery, others) : answer;
}
