import { findUnsendable } from "../find-unsendable.ts";
import { checkReplacement } from "./check-replacement.ts";
import { previewLocales, toastLocales } from "./locale.ts";
import { type CheckReplyOptions, fault, isGiven, isObject, type ReplyFault } from "./reply-fault.ts";

/** The callbacks whose replies have a form. */
export type ReplyName = "card.action.trigger" | "card.action.trigger_v1" | "url.preview.get";

const nothing: readonly ReplyFault[] = [];
const toastTypes: ReadonlySet<unknown> = new Set(["info", "success", "warning", "error"]);

/**
 * Finds what the platform would refuse in a reply: where it is, the client code that the user would see, and what mends it.
 * A reply to a name that has no form need only be plain data.
 *
 * @throws CONFIG_INVALID - when `checkCard` returns anything but a list, such as a promise
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 * @example
 * ```ts
 * for (const { path, problem, mend } of checkReply("card.action.trigger", { card: { type: "raw", data: "{}" } })) {
 *   console.log(`${path}: ${problem}. ${mend}`);
 * }
 * ```
 */
export function checkReply(
  name: ReplyName | (string & {}),
  reply: unknown,
  options: CheckReplyOptions = {},
): readonly ReplyFault[] {
  if (!isGiven(reply)) return nothing;
  const unsendable = findUnsendable(reply);
  if (unsendable !== undefined) return [fault(unsendable.path, "json", unsendable.problem, unsendable.mend)];
  const { checkCard } = options;
  switch (name) {
    case "card.action.trigger":
      return isObject(reply) ? join(checkToast(reply.toast), checkReplacement(reply.card, options)) : [notAnObject];
    case "card.action.trigger_v1":
      return isObject(reply) ? join(checkToast(reply.toast), checkLegacy(reply, options)) : [notAnObject];
    case "url.preview.get":
      // No card was clicked that it would have to be like.
      return isObject(reply) ? join(checkInline(reply), checkReplacement(reply.card, { checkCard })) : [notAnObject];
    default:
      return nothing;
  }
}

const notAnObject = fault("", "reply-shape", "The reply is not an object", "Answer an object, or nothing.");

function join(first: readonly ReplyFault[], second: readonly ReplyFault[]): readonly ReplyFault[] {
  if (first.length === 0) return second;
  return second.length === 0 ? first : [...first, ...second];
}

function checkToast(toast: unknown): readonly ReplyFault[] {
  if (!isGiven(toast)) return nothing;
  if (!isObject(toast)) return [fault("toast", "toast-shape", "It is not an object", "Use toast.info() and its like.")];
  const { type, content, i18n } = toast;
  const faults: ReplyFault[] = [];
  if (isGiven(type) && !toastTypes.has(type)) {
    faults.push(fault("toast.type", "toast-type", "There is no such kind", "Use info, success, warning or error."));
  }
  if (isGiven(content) && typeof content !== "string") faults.push(notText("toast.content"));
  if (isGiven(i18n)) faults.push(...checkTexts("toast.i18n", i18n, toastLocales));
  return faults;
}

/** What tells that a legacy reply is a card: other members mean nothing. */
const cardMembers = ["schema", "config", "card_link", "header", "elements", "i18n_elements", "body"];

/** A legacy reply is the card itself, a template, or nothing but a toast. */
function checkLegacy(reply: Readonly<Record<string, unknown>>, options: CheckReplyOptions): readonly ReplyFault[] {
  const { toast: _, ...card } = reply;
  if (card.type === "template") return checkReplacement(card, options, "");
  if (isGiven(card.card)) {
    const mend = "Put the card's own members at the top: config, header, elements.";
    return [fault("card", "legacy-card", "The legacy callback knows no `card`", mend, 200_673)];
  }
  return cardMembers.some((name) => name in card)
    ? checkReplacement({ type: "raw", data: card }, options, "")
    : nothing;
}

function checkInline({ inline }: Readonly<Record<string, unknown>>): readonly ReplyFault[] {
  if (!isObject(inline)) {
    return [fault("inline", "inline-shape", "It is missing or not an object", "Answer { inline: { title } }.")];
  }
  const { title, i18n_title, image_key, url } = inline;
  const faults: ReplyFault[] = [];
  if (!isGiven(title) && !isGiven(i18n_title)) {
    faults.push(fault("inline.title", "inline-title", "There is no title", "Give title or i18n_title."));
  }
  if (isGiven(title) && typeof title !== "string") faults.push(notText("inline.title"));
  if (isGiven(i18n_title)) faults.push(...checkTexts("inline.i18n_title", i18n_title, previewLocales));
  if (isGiven(image_key) && typeof image_key !== "string") faults.push(notText("inline.image_key"));
  if (isGiven(url)) faults.push(...checkTexts("inline.url", url, clients));
  return faults;
}

const clients: ReadonlySet<string> = new Set(["copy_url", "ios", "android", "pc", "web"]);

function checkTexts(path: string, texts: unknown, keys: ReadonlySet<string>): readonly ReplyFault[] {
  if (!isObject(texts)) return [fault(path, "text-map", "It is not an object", "Map each key to a string.")];
  return Object.entries(texts).flatMap(([key, text]) => {
    const at = `${path}.${key}`;
    if (!keys.has(key)) return [fault(at, "text-key", "There is no such key", `Use ${[...keys].join(", ")}.`)];
    return isGiven(text) && typeof text !== "string" ? [notText(at)] : [];
  });
}

function notText(path: string): ReplyFault {
  return fault(path, "text", "It is not a string", "Give a string.");
}
