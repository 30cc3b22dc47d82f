import { LarkwireError } from "../errors.ts";
import type { Log, LogLevel } from "../ports.ts";
import { toLogText } from "./log-text.ts";

/** The least important level that is written; `silent` writes nothing. */
export type LogThreshold = LogLevel | "silent";

/** Any object with these four methods is a logger: `console`, pino, winston, consola. */
export interface Logger {
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

const levels = ["debug", "info", "warn", "error"] as const;
const rank = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 } as const satisfies Record<LogThreshold, number>;

/**
 * Writes each event to the console, as important as it is.
 *
 * @param level - the least important level to write; default `info`
 */
export function consoleLog(level: LogThreshold = "info"): Log {
  assertThreshold(level);
  return (lineLevel, message, fields) => {
    if (rank[lineLevel] < rank[level]) return;
    const line = `larkwire ${lineLevel}: ${toLogText(message, fields)}`;
    console[lineLevel](line);
  };
}

function assertThreshold(level: LogThreshold): void {
  if (Object.hasOwn(rank, level)) return;
  throw new LarkwireError("CONFIG_INVALID", "logLevel must be debug, info, warn, error or silent");
}

/**
 * Turns a logger into a log port: every event becomes one line with its fields as `key=value`.
 * To get the fields apart, pass a {@link Log} function instead, such as `(level, message, fields) => pino[level](fields, message)`.
 *
 * @param level - the least important level to pass on; default `debug`, the logger decides then
 */
export function toLog(logger: Logger | Log, level: LogThreshold = "debug"): Log {
  assertThreshold(level);
  if (typeof logger !== "function" && !levels.every((method) => typeof logger?.[method] === "function")) {
    throw new LarkwireError("CONFIG_INVALID", "logger must have debug, info, warn and error, or be a function");
  }
  const write: (...line: Parameters<Log>) => unknown =
    typeof logger === "function"
      ? logger
      : (lineLevel, message, fields) => logger[lineLevel](toLogText(message, fields));
  return (lineLevel, message, fields) => {
    if (rank[lineLevel] < rank[level]) return;
    try {
      Promise.resolve(write(lineLevel, message, fields)).catch(ignore);
    } catch {
      // A broken logger costs its lines, never a callback.
    }
  };
}

function ignore(): void {}
