import type { RefusalView } from "../console-api/contract.ts";
import { SimulatorError, type SimulatorErrorCode } from "../world/simulator-error.ts";

/** Why a request is not served. */
type RefusalCode =
  | SimulatorErrorCode
  | "HOST_REFUSED"
  | "ORIGIN_REFUSED"
  | "TOKEN_NEEDED"
  | "NOT_FOUND"
  | "METHOD_REFUSED"
  | "BODY_TOO_LONG"
  | "CONTENT_TYPE_REFUSED";

const look = (list: string) => `GET /simulator/v1${list} lists those that there are.`;

/** What to do about each. */
const mends: Readonly<Record<RefusalCode, string>> = {
  PORT_TAKEN: "Stop what listens there, or choose another port; 0 takes any free one.",
  UNKNOWN_APP: look("/apps"),
  UNKNOWN_USER: look("/users"),
  UNKNOWN_CHAT: look("/chats"),
  UNKNOWN_MESSAGE: look("/messages"),
  UNKNOWN_TENANT: look("/tenants"),
  UNKNOWN_SCENARIO: look("/scenarios"),
  UNKNOWN_SNAPSHOT: look("/snapshots"),
  UNKNOWN_EVENT: "Give the event's payload, or correct its name.",
  WORLD_INVALID: "Compare the world with world.schema.json.",
  NOT_CLICKABLE: "Choose a person and a card that this person sees, and a component that is not disabled.",
  NOT_PERMITTED: "Choose a person who may: who sees the message, and has sent it within a day or owns the group.",
  BUTTON_NOT_FOUND: "Name one button of the card.",
  COMPONENT_NOT_FOUND: "Name one component of the card.",
  OPTION_NOT_FOUND: "Choose one of the options that are listed.",
  CARD_INVALID: "Correct the card at the place that is named.",
  NO_CLIENT_ONLINE: "Start a client of the app, then try again.",
  LONG_CONNECTION_UNSUPPORTED: "Use a webhook.",
  REQUEST_URL_REFUSED: "Let the URL answer url_verification with the challenge within 1 s, then try again.",
  LINK_NOT_REGISTERED: "Give a link that a rule of the app fits, or save other rules and publish them.",
  REQUEST_INVALID: "Compare the request with /simulator/v1/openapi.json.",
  FAULT_INVALID: "Compare the fault with /simulator/v1/openapi.json.",
  PATH_NOT_FOUND: "Set a path that the payload has.",
  FIXTURE_INVALID: "Give an exchange as it was recorded.",
  CLOCK_IS_REAL: 'PUT /simulator/v1/clock {"mode": "virtual"} lets time stand still first.',
  HOST_REFUSED: "Ask by the address that the simulator has printed.",
  ORIGIN_REFUSED: "Ask from the console's own page, or from a program.",
  TOKEN_NEEDED: "Send the simulator's token as Authorization: Bearer, or open the console's address with it.",
  NOT_FOUND: "GET /simulator/v1/openapi.json says what there is.",
  METHOD_REFUSED: "Use one of the methods in the header Allow.",
  BODY_TOO_LONG: "Send less at a time.",
  CONTENT_TYPE_REFUSED: "Send JSON, and Content-Type: application/json with it.",
  TOO_MANY_STREAMS: "Close a page of the console, or another stream.",
  TOO_MANY_ENTITIES: "DELETE what is not needed, or POST /simulator/v1/reset.",
};

const statuses: Readonly<Partial<Record<RefusalCode, number>>> = {
  HOST_REFUSED: 403,
  ORIGIN_REFUSED: 403,
  TOKEN_NEEDED: 401,
  NOT_FOUND: 404,
  METHOD_REFUSED: 405,
  BODY_TOO_LONG: 413,
  CONTENT_TYPE_REFUSED: 415,
  TOO_MANY_STREAMS: 429,
};

/** The answer to a request that is not served. @param path - where in the input, empty for all of it */
export function refuse(code: RefusalCode, message: string, path = ""): Response {
  const status = statuses[code] ?? (code.startsWith("UNKNOWN_") ? 404 : 400);
  const body: RefusalView = { error: { code, path, message, mend: mends[code] } };
  return Response.json(body, { status });
}

/** The same for what was thrown; anything but a refusal is thrown on. */
export function toRefusal(error: unknown): Response {
  if (error instanceof SimulatorError) return refuse(error.code, error.message, error.path);
  throw error;
}
