import type { EnvelopeScene } from "./envelope.ts";

/**
 * A plausible value for a member of an event.
 *
 * @param word - `type`, `type:format` or `type=value`, as event-shapes.json has them
 */
export function createEventValue(word: string, name: string, scene: EnvelopeScene): unknown {
  const [type = "", value] = word.split("=");
  if (value !== undefined) return type === "string" ? value : Number(value);
  const [base, format] = word.split(":");
  const text = format === undefined ? undefined : formatted(format, scene);
  switch (base) {
    case "bool":
      return false;
    case "int":
    case "int64":
      return text === undefined ? 1 : Number(text);
    case "float":
      return 1.5;
    default:
      return text ?? named(name, scene);
  }
}

function formatted(format: string, { identifiers, now }: EnvelopeScene): string {
  const date = new Date(now).toISOString();
  switch (format) {
    case "open_id":
      return identifiers.openId();
    case "union_id":
      return identifiers.unionId();
    case "user_id":
      return identifiers.hex(8);
    case "ms-timestamp":
      return String(now);
    case "s-timestamp":
      return String(Math.floor(now / 1000));
    case "us-timestamp":
      return `${now}000`;
    case "datetime":
      return date.slice(0, 19).replace("T", " ");
    case "datetime-minute":
      return date.slice(0, 16).replace("T", " ");
    case "date":
      return date.slice(0, 10);
    case "yyyymmdd":
      return date.slice(0, 10).replaceAll("-", "");
    case "json":
      return '{"text":"hello"}';
    default:
      return "3600";
  }
}

/** Where a schema says no more than "string", the name tells. */
function named(name: string, { identifiers, tenantKey, appId }: EnvelopeScene): string {
  if (name === "tenant_key") return tenantKey;
  if (name === "app_id") return appId;
  if (/(^|_)(message|root|parent)_id$/.test(name)) return identifiers.messageId();
  if (/(^|_)chat_id$/.test(name)) return identifiers.chatId();
  if (name === "message_type" || name === "msg_type") return "text";
  if (/(^|_)ids?$/.test(name)) return identifiers.digits(19);
  if (/(^|_)(token|key|code)$/.test(name)) return identifiers.hex(16);
  if (/email/.test(name)) return "ada@example.com";
  if (/(^|_)url$/.test(name)) return `https://example.com/${name}`;
  return name;
}
