import { z } from "zod";
import type { ClockView, RateLimitsView, SnapshotView } from "../console-api/contract.ts";
import type { SwitchableClock } from "../deliveries/switchable-clock.ts";
import { scenarios } from "../faults/scenarios.ts";
import type { Platform } from "../platform.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import { answers } from "./answers.ts";
import { faultRequest, faultScope } from "./fault-schema.ts";
import { managementLimits } from "./limits.ts";
import { createQuirkRoutes } from "./quirk-routes.ts";
import { type Route, route } from "./route.ts";
import { type KeptWorld, Snapshots } from "./snapshots.ts";

const advanceRequest = z.strictObject({ ms: z.int().min(0).max(managementLimits.maxAdvanceMs) });
const clockRequest = z.strictObject({
  mode: z.union([
    z.enum(["real", "virtual"]),
    z.strictObject({ speed: z.number().positive().max(managementLimits.maxSpeed) }),
  ]),
});
const rateLimitsRequest = z.strictObject({ enabled: z.boolean() });
const playRequest = z.strictObject({ scope: faultScope });

/** What a rehearsal does to the world: what goes wrong, how time passes, and going back to how it was. */
export function createRehearsalRoutes(platform: Platform, clock: SwitchableClock): readonly Route[] {
  return [
    ...createFaultRoutes(platform),
    ...createQuirkRoutes(platform),
    ...createRateLimitRoutes(platform),
    ...createClockRoutes(clock),
    ...createSnapshotRoutes(platform),
  ];
}

function createFaultRoutes({ faults }: Platform): readonly Route[] {
  return [
    route(
      "get",
      "/faults",
      { summary: "What may go wrong yet.", input: answers.nothing, output: answers.faults },
      () => ({ items: faults.list() }),
    ),
    route(
      "post",
      "/faults",
      { summary: "Adds something that goes wrong.", input: faultRequest, output: answers.nothing },
      ({ scope, fault }) => {
        faults.add(scope, fault);
        return {};
      },
    ),
    route(
      "delete",
      "/faults",
      { summary: "Lets nothing more go wrong.", input: answers.nothing, output: answers.nothing },
      () => {
        faults.clear();
        return {};
      },
    ),
    route(
      "get",
      "/scenarios",
      { summary: "What has gone wrong for others.", input: answers.nothing, output: answers.scenarios },
      () => ({ items: Object.entries(scenarios).map(([name, scenario]) => ({ name, ...scenario })) }),
    ),
    route(
      "post",
      "/scenarios/{name}/plays",
      { summary: "Adds what goes wrong in a scenario.", input: playRequest, output: answers.nothing },
      ({ scope }, name) => {
        const scenario = Object.entries(scenarios).find(([known]) => known === name)?.[1];
        if (scenario === undefined) throw new SimulatorError("UNKNOWN_SCENARIO", `There is no scenario ${name}.`);
        faults.play(scenario, scope);
        return {};
      },
    ),
  ];
}

function createRateLimitRoutes({ rateLimits }: Platform): readonly Route[] {
  const read = (): RateLimitsView => ({ enabled: rateLimits.isOn });
  return [
    route(
      "get",
      "/rate-limits",
      {
        summary: "Whether calls of the open API are limited.",
        input: answers.nothing,
        output: answers.rateLimits,
      },
      read,
    ),
    route(
      "put",
      "/rate-limits",
      {
        summary: "Limits calls of the open API as the platform does, with nothing counted yet, or lets all through.",
        input: rateLimitsRequest,
        output: answers.rateLimits,
      },
      ({ enabled }) => {
        rateLimits.switchTo(enabled);
        return read();
      },
    ),
  ];
}

function createClockRoutes(clock: SwitchableClock): readonly Route[] {
  const read = (): ClockView => ({ now: clock.now(), mode: clock.mode });
  return [
    route(
      "get",
      "/clock",
      { summary: "The time, and how it passes.", input: answers.nothing, output: answers.clock },
      read,
    ),
    route(
      "put",
      "/clock",
      { summary: "Lets time pass in another way.", input: clockRequest, output: answers.clock },
      ({ mode }) => {
        clock.switchTo(mode);
        return read();
      },
    ),
    route(
      "post",
      "/clock/advance",
      { summary: "Lets virtual time pass.", input: advanceRequest, output: answers.clock },
      async ({ ms }) => {
        await clock.advance(ms);
        return read();
      },
    ),
  ];
}

function createSnapshotRoutes(platform: Platform): readonly Route[] {
  const snapshots = new Snapshots(platform.identifiers);
  return [
    route(
      "get",
      "/snapshots",
      { summary: "Worlds to go back to.", input: answers.nothing, output: answers.snapshots },
      () => ({ items: snapshots.list().map(toSnapshotBody) }),
    ),
    route(
      "post",
      "/snapshots",
      { summary: "Keeps the world as it is now.", input: answers.nothing, output: answers.snapshot },
      () => toSnapshotBody(snapshots.keep(platform.world.snapshot(), platform.clock.now())),
    ),
    route(
      "get",
      "/snapshots/{snapshot_id}",
      { summary: "What is in a snapshot.", input: answers.nothing, output: answers.snapshot },
      (_, id) => toSnapshotBody(snapshots.get(id)),
    ),
    route(
      "post",
      "/snapshots/{snapshot_id}/restore",
      {
        summary: "Puts the world back to a snapshot; connections, faults, quirks and exchanges stay.",
        input: answers.nothing,
        output: answers.nothing,
      },
      (_, id) => {
        platform.restore(snapshots.get(id).world);
        return {};
      },
    ),
    route(
      "delete",
      "/snapshots/{snapshot_id}",
      { summary: "Forgets a snapshot.", input: answers.nothing, output: answers.nothing },
      (_, id) => {
        snapshots.forget(id);
        return {};
      },
    ),
    route(
      "post",
      "/reset",
      {
        summary:
          "Puts the world, the quirks and the rate limits back to how they were at the start; forgets faults, exchanges, tokens and what was to be sent again.",
        input: answers.nothing,
        output: answers.nothing,
      },
      () => {
        platform.reset();
        return {};
      },
    ),
  ];
}

function toSnapshotBody({ id, takenAt, world }: KeptWorld): SnapshotView {
  return {
    snapshot_id: id,
    takenAt,
    tenants: world.tenants.length,
    apps: world.apps.length,
    users: world.users.length,
    chats: world.chats.length,
    messages: world.messages.length,
    templates: world.templates.length,
  };
}
