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

const rank = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 } as const satisfies Record<LogThreshold, number>;

/**
 * Writes each event to the console's error stream, so that a program's output stays its own.
 *
 * @param level - the least important level to write; default `info`
 */
export function consoleLog(level: LogThreshold = "info"): Log {
  return (lineLevel, message, fields) => {
    if (rank[lineLevel] < rank[level]) return;
    const line = `larkwire ${lineLevel}: ${toLogText(message, fields)}`;
    // In Node both go to stderr; elsewhere the console shows them by importance.
    if (lineLevel === "error") console.error(line);
    else console.warn(line);
  };
}

/**
 * Turns a logger into a log port: every event becomes one line with its fields as `key=value`.
 * To get the fields apart, pass a {@link Log} function instead, such as `(level, message, fields) => pino[level](fields, message)`.
 *
 * @param level - the least important level to pass on; default `debug`, the logger decides then
 */
export function toLog(logger: Logger | Log, level: LogThreshold = "debug"): Log {
  const write: Log =
    typeof logger === "function"
      ? logger
      : (lineLevel, message, fields) => logger[lineLevel](toLogText(message, fields));
  return (lineLevel, message, fields) => {
    if (rank[lineLevel] < rank[level]) return;
    try {
      write(lineLevel, message, fields);
    } catch {
      // A broken logger costs its lines, never a callback.
    }
  };
}
