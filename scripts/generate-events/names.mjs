/**
 * The interface of an event: `im.message.receive_v1` becomes `ImMessageReceiveV1Event`. Names of schema 1.0 lead with their
 * version, because many of them (`message_read`) would otherwise read like an event of schema 2.0.
 *
 * @param {string} eventName
 * @param {string} schema
 */
export function toInterfaceName(eventName, schema) {
  const words = eventName.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${schema === "1.0" ? "V1" : ""}${words.join("")}Event`;
}

/**
 * The file that an event's payload stands in, without its ending. Names of schema 1.0 have no segments and share one file.
 *
 * @param {string} eventName
 * @param {string} schema
 */
export function toArea(eventName, schema) {
  if (schema === "1.0") return "schema-1";
  return eventName.slice(0, eventName.indexOf(".")).replaceAll("_", "-");
}
