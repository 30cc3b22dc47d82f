import { LarkwireError } from "../errors.ts";
import type { Awaitable, Log } from "../ports.ts";
import type { Answer, Delivery, Outcome } from "./delivery.ts";
import { after } from "./dispatch/awaitable.ts";
import { type LatePreviews, seenLink } from "./dispatch/late-previews.ts";
import type { Once } from "./dispatch/once.ts";
import type { Routes } from "./dispatch/routes.ts";
import { Turn } from "./dispatch/turn.ts";
import type { TurnSettings } from "./dispatch/turn-settings.ts";
import { type Opening, open } from "./open/open.ts";

/** The stations of the straight line. */
export interface Stations {
  readonly opening: Opening;
  readonly once: Once | undefined;
  readonly latePreviews: LatePreviews;
  readonly routes: Routes;
  readonly turns: TurnSettings;
  readonly log: Log;
}

/** The straight line: bytes → open → once → match → handler → answer. Stations throw; here it is caught. */
export function receive(delivery: Delivery, stations: Stations): Awaitable<Answer> {
  try {
    const { content, tokenAbsent } = open(delivery, stations.opening);
    if (content.type === "challenge") {
      return done({ type: "answered", json: JSON.stringify({ challenge: content.challenge }) });
    }
    const turn = new Turn(content, delivery, stations.turns);
    if (tokenAbsent) turn.log("warn", "The body has no Verification Token to compare; its signature is right");
    return turn.run(() => handleOnce(turn, stations));
  } catch (cause) {
    const error = LarkwireError.from(cause);
    const level = error.blame === "sender" ? "warn" : "error";
    stations.log(level, error.message, { code: error.code, way: delivery.origin.type });
    return done({ type: "refused", error });
  }
}

function handleOnce(turn: Turn, stations: Stations): Awaitable<unknown> {
  const { once } = stations;
  if (once === undefined || turn.envelope.id === "") return handle(turn, stations);
  return after(once.claim(turn.envelope), (claim) => {
    switch (claim.type) {
      case "first":
        turn.hold(claim);
        return handle(turn, stations);
      case "repeat":
        return turn.answer(claim.outcome);
      case "unfinished":
        return turn.answer({
          type: "failed",
          error: new LarkwireError("IN_PROGRESS", "A repeat came before the answer"),
        });
      case "unavailable":
        return turn.answer({ type: "failed", error: claim.error });
    }
  });
}

/** A preview that came too late is what the platform is given when it asks again; everything else is a handler's. */
function handle(turn: Turn, { latePreviews, routes }: Stations): Awaitable<unknown> {
  const work = routes.workFor(turn.envelope.name);
  const link = seenLink(turn.envelope);
  if (link === undefined) return work(turn);
  return after(latePreviews.find(link), (json) =>
    json === undefined ? work(turn) : turn.answer({ type: "answered", json }),
  );
}

function done(outcome: Outcome): Answer {
  return { outcome, settle: () => undefined };
}
