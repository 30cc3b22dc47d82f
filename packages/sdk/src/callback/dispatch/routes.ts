import { LarkwireError } from "../../errors.ts";
import type { Awaitable } from "../../ports.ts";
import { isCallbackName } from "../open/callback-names.ts";
import { after, isPromiseLike } from "./awaitable.ts";
import { type AnyMiddleware, compose, type Work } from "./compose.ts";
import { assertMatch, type CardMatch, matchCard } from "./match.ts";
import { indexByName } from "./routes-by-name.ts";
import type { Turn } from "./turn.ts";
import type { RouteRules } from "./turn-settings.ts";

/** A handler of whatever event: its types are known where it is registered. */
export type AnyHandler = (event: never, ctx: never) => Awaitable<unknown>;

interface Route {
  readonly match: CardMatch | undefined;
  readonly handler: AnyHandler;
  /** In place of the dispatcher's. */
  readonly rules: RouteRules | undefined;
}

/** Who handles what: every handler of an event, the first that matches of a callback. */
export class Routes {
  readonly #routes = new Map<string, Route[]>();
  readonly #middleware: AnyMiddleware[] = [];
  readonly #unhandled: Work;
  #composed = new Map<string, Work>();
  #composedUnhandled: Work;

  constructor(unhandled: Work) {
    this.#unhandled = unhandled;
    this.#composedUnhandled = unhandled;
  }

  /** @throws CONFIG_INVALID when the handler could never run, because an earlier one takes everything */
  add(name: string, handler: AnyHandler, match?: CardMatch, rules?: RouteRules): void {
    if (typeof name !== "string" || name === "")
      throw new LarkwireError("CONFIG_INVALID", "A handler needs the name it is for");
    if (typeof handler !== "function")
      throw new LarkwireError("CONFIG_INVALID", `The handler of ${name} is not a function`);
    if (match !== undefined) assertMatch(match);
    const routes = this.#routes.get(name) ?? [];
    if (isCallbackName(name) && routes.some((route) => route.match === undefined)) {
      throw new LarkwireError(
        "CONFIG_INVALID",
        `${name} already has a handler that takes everything, and a callback has one answer`,
      );
    }
    routes.push({ match, handler, rules });
    this.#routes.set(name, routes);
    this.#composed = new Map();
  }

  use(middleware: AnyMiddleware): void {
    if (typeof middleware !== "function") throw new LarkwireError("CONFIG_INVALID", "A middleware is a function");
    this.#middleware.push(middleware);
    this.#composed = new Map();
    this.#composedUnhandled = compose(this.#middleware, this.#unhandled);
  }

  /** The work for a name, middleware included. */
  workFor(name: string): Work {
    const composed = this.#composed.get(name);
    if (composed !== undefined) return composed;
    const routes = this.#routes.get(name);
    if (routes === undefined) return this.#composedUnhandled;
    const work = compose(this.#middleware, isCallbackName(name) ? this.#firstOf(routes) : allOf(routes));
    this.#composed.set(name, work);
    return work;
  }

  #firstOf(routes: readonly Route[]): Work {
    const [only] = routes;
    if (only !== undefined && only.match === undefined) return (turn) => run(only, turn.envelope.event, turn);
    const candidatesFor = indexByName(routes);
    const tryFrom = (start: number, candidates: readonly Route[], turn: Turn): Awaitable<unknown> => {
      for (let index = start; index < candidates.length; index += 1) {
        const route = candidates[index] as Route;
        const event = matched(turn, route.match);
        if (isPromiseLike(event)) {
          return after(event, (found) =>
            found === undefined ? tryFrom(index + 1, candidates, turn) : run(route, found, turn),
          );
        }
        if (event !== undefined) return run(route, event, turn);
      }
      return this.#unhandled(turn);
    };
    return (turn) => tryFrom(0, candidatesFor(turn.envelope.event), turn);
  }
}

function run({ handler, rules }: Route, event: unknown, turn: Turn): Awaitable<unknown> {
  if (rules !== undefined) turn.follow(rules);
  return handler(event as never, turn as never);
}

function matched(turn: Turn, match: CardMatch | undefined): Awaitable<unknown> {
  const { event } = turn.envelope;
  return match === undefined ? event : matchCard(event, match, (paths) => turn.mismatched(paths));
}

/** Runs every handler of an event, also when one fails; the event then counts as failed, so that it comes again. */
function allOf(routes: readonly Route[]): Work {
  const [only] = routes;
  if (only !== undefined && routes.length === 1) return (turn) => run(only, turn.envelope.event, turn);
  return async (turn) => {
    const settled = await Promise.allSettled(routes.map(async (route) => run(route, turn.envelope.event, turn)));
    const causes = settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    if (causes.length > 0)
      throw causes.length === 1 ? causes[0] : new AggregateError(causes, `${causes.length} handlers failed`);
    return undefined;
  };
}
