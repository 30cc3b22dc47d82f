import type { WireRequest } from "../request.ts";

/** Sends a request, or does something about sending it. */
export type Send<Answer> = (request: WireRequest) => Promise<Answer>;

/** A rule about how requests are sent: when, how often, with what. It calls `send` as often as it likes. */
export type Policy = <Answer>(request: WireRequest, send: Send<Answer>) => Promise<Answer>;

/** The rules as one: the first is the outermost. */
export function composePolicies(...policies: readonly Policy[]): Policy {
  return <Answer>(request: WireRequest, send: Send<Answer>) => {
    const all = policies.reduceRight<Send<Answer>>((next, policy) => (inner) => policy(inner, next), send);
    return all(request);
  };
}
