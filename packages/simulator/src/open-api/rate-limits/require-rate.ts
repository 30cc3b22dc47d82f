import { ApiFault } from "../api-fault.ts";
import type { OpenApiContext } from "../open-api-context.ts";

/** How often something may be done to one thing in a second, whoever does it. */
const perSecond = {
  /** Messages: a person has a chat of their own with each bot, a group's bots share its limit. */
  chat: 5,
  /** Cards that one person sees. */
  ephemeral: 40,
  /** Replaced cards. */
  message: 5,
  /** Changes of an entity while it is not streamed. */
  card: 10,
} as const;

/** Counts what is done to a chat, a message or a card entity. @throws ApiFault 230020 beyond its limit */
export function requireRate({ rateLimits }: OpenApiContext, thing: keyof typeof perSecond, id: string): void {
  if (rateLimits.take(`${thing} ${id}`, { perSecond: perSecond[thing] }) === undefined) return;
  throw new ApiFault(230_020, `This operation triggers the frequency limit, ext=${thing} rate limit`);
}
