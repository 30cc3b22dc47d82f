/** What a caller of the simulator did wrong. */
export type SimulatorErrorCode =
  | "PORT_TAKEN"
  | "UNKNOWN_APP"
  | "UNKNOWN_USER"
  | "UNKNOWN_CHAT"
  | "UNKNOWN_MESSAGE"
  | "UNKNOWN_TENANT"
  | "UNKNOWN_SCENARIO"
  | "UNKNOWN_SNAPSHOT"
  | "TOO_MANY_ENTITIES"
  | "TOO_MANY_STREAMS"
  | "WORLD_INVALID"
  | "NOT_CLICKABLE"
  | "NOT_PERMITTED"
  | "BUTTON_NOT_FOUND"
  | "COMPONENT_NOT_FOUND"
  | "OPTION_NOT_FOUND"
  | "CARD_INVALID"
  | "NO_CLIENT_ONLINE"
  | "LONG_CONNECTION_UNSUPPORTED"
  | "REQUEST_URL_REFUSED"
  | "REQUEST_INVALID"
  | "LINK_NOT_REGISTERED"
  | "FAULT_INVALID"
  | "UNKNOWN_EVENT"
  | "PATH_NOT_FOUND"
  | "FIXTURE_INVALID"
  | "CLOCK_IS_REAL";

/** A mistake in the use of the simulator, with a stable code and what to do about it. */
export class SimulatorError extends Error {
  override readonly name = "SimulatorError";
  readonly code: SimulatorErrorCode;

  /** Where in the input; empty for all of it. */
  readonly path: string;

  constructor(code: SimulatorErrorCode, message: string, path = "") {
    super(message);
    this.code = code;
    this.path = path;
  }
}
