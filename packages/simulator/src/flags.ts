import { parseArgs } from "node:util";
import { findUrlFault } from "./egress/request-url.ts";
import { type QuirkChanges, toQuirkChanges } from "./world/quirks.ts";

export const usage = `Usage: larkwire-simulator [--port 4100] [--webhook url] [--world file] [--rate-limits] …

Runs the Feishu/Lark open platform on this machine, with a console in the browser.

  --port         where to listen; 0 takes any free port (default 4100)
  --host         which address to listen on (default 127.0.0.1: this machine only)
  --webhook      where callbacks and events go from the start, instead of over the long connection
  --seed         the same number makes the same ids and secrets (default 1)
  --world        a YAML or JSON file that says who is there at the start (default: an app whose card waits for a click)
  --token        what the console and the management API ask for (default: random unless --host is this machine only)
  --quirk        name=value, where sources contradict each other (see docs/simulator/quirks.md); may be given several times
  --rate-limits  limits calls of the open API as the platform does (default: as the world's file says, otherwise no limits)
  --help         this text
`;

export interface Flags {
  readonly host: string;
  readonly port: number;
  readonly seed: number;
  readonly world: string | undefined;
  readonly webhook: string | undefined;
  readonly token: string | undefined;
  readonly quirks: QuirkChanges | undefined;
  /** `undefined` leaves it to the world's file. */
  readonly rateLimits: true | undefined;
}

/** @throws TypeError or SimulatorError with a line for the person who typed it */
export function parseFlags(args: readonly string[]): Flags | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "4100" },
      host: { type: "string", default: "127.0.0.1" },
      seed: { type: "string", default: "1" },
      world: { type: "string" },
      webhook: { type: "string" },
      token: { type: "string" },
      "rate-limits": { type: "boolean" },
      quirk: { type: "string", multiple: true },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  checkWebhook(values.webhook, values.world);
  return {
    host: values.host,
    world: values.world,
    webhook: values.webhook,
    token: values.token,
    quirks: values.quirk === undefined ? undefined : toQuirkChanges(Object.fromEntries(values.quirk.map(toPair))),
    rateLimits: values["rate-limits"] === true ? true : undefined,
    port: toInteger("--port", values.port, 65_535),
    seed: toInteger("--seed", values.seed, 2 ** 32 - 1),
  };
}

function checkWebhook(webhook: string | undefined, world: string | undefined): void {
  if (webhook === undefined) return;
  if (world !== undefined)
    throw new TypeError("--webhook is not for --world: its apps say callbacks: { mode, requestUrl }");
  if (findUrlFault(webhook) !== undefined)
    throw new TypeError("--webhook must be a URL, such as http://127.0.0.1:7777/webhook/event");
}

function toInteger(flag: string, text: string, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  throw new TypeError(`${flag} must be a whole number from 0 to ${max}`);
}

function toPair(text: string): readonly [name: string, value: string] {
  const [name = "", value = ""] = text.split("=", 2);
  return [name, value];
}
