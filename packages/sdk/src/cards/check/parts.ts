import type { OpenUrl } from "../parts/behavior.ts";
import type { Confirm } from "../parts/confirm.ts";
import type { CustomIcon, StandardIcon } from "../parts/icon.ts";
import type { Arranged, Placed } from "../parts/layout.ts";
import type { MultiUrl } from "../parts/link.ts";
import { locales } from "../parts/locale.ts";
import type { LarkMd, PlainText, TextTag } from "../parts/text.ts";
import type { Check, Place } from "./place.ts";
import { isAbsent, missing, objectWith, only1, only2, type PropertiesOf, required } from "./shape.ts";
import {
  anything,
  integer,
  isObject,
  listOf,
  objectOfAnyKind,
  oneOf,
  pixels,
  sides,
  someText,
  text,
} from "./values.ts";

const known: ReadonlySet<string> = new Set(locales);

/** One value for each language. */
export const localized =
  (check: Check): Check =>
  (value, at) => {
    if (!isObject(value)) {
      objectOfAnyKind(value, at);
      return;
    }
    for (const [locale, each] of Object.entries(value)) {
      if (known.has(locale)) check(each, at.member(locale));
      else at.member(locale).fault("locale", "There is no such language", `Use ${locales.join(", ")}.`);
    }
  };

export const languages: Check = listOf(oneOf(...locales));

/** A name, a value, or nothing: what is not known has the default. */
export const color: Check = text;
export const textSize: Check = text;
export const horizontalAlign: Check = oneOf("left", "center", "right");
export const verticalAlign: Check = oneOf("top", "center", "bottom");
export const spacing: Check = pixels(0, 99, "default", "small", "medium", "large", "extra_large");
export const padding: Check = sides(-99, 99);
export const cornerRadius: Check = text;

const textProperties = {
  content: text,
  i18n_content: localized(text),
  i18n: only1(localized(text), "Name it i18n_content."),
  element_id: only2(elementId),
  text_size: textSize,
  text_color: color,
  text_align: horizontalAlign,
  lines: integer(1, 999),
} satisfies Omit<PropertiesOf<PlainText | LarkMd>, "content"> & { readonly i18n: unknown; readonly content: Check };

/** A text object with one of the tags. */
const textWith = (tags: readonly string[], properties: Check): Check => {
  const example = `Write { "tag": "${tags[0]}", "content": "…" }.`;
  return (value, at) => {
    if (!isObject(value)) at.fault("type", "It is not a text object", example);
    else if (typeof value.tag !== "string" || !tags.includes(value.tag)) {
      at.member("tag").fault("choice", "There is no such text here", `Use ${tags.join(", ")}.`);
    } else {
      properties(value, at);
      if ([value.content, value.i18n_content, value.i18n].every(isAbsent)) {
        at.member("content").fault("required", "It is missing", "Give the text; it may be empty.");
      }
    }
  };
};

export const plainText: Check = textWith(["plain_text"], objectWith(textProperties));
export const anyText: Check = textWith(["plain_text", "lark_md"], objectWith(textProperties));
export const panelTitle: Check = textWith(
  ["plain_text", "lark_md", "markdown"],
  objectWith({ ...textProperties, icon: anything, margin: anything }),
);

/** A text with at most so many characters. */
export const textOfAtMost =
  (max: number, textObject: Check = plainText): Check =>
  (value, at) => {
    textObject(value, at);
    if (isObject(value) && typeof value.content === "string" && [...value.content].length > max) {
      at.member("content").fault("range", `It has more than ${max} characters`, `Give at most ${max}.`);
    }
  };

const tagProperties: PropertiesOf<TextTag> = {
  text: required(plainText),
  color: oneOf(
    ...["neutral", "blue", "turquoise", "lime", "orange", "violet", "indigo"],
    ...["wathet", "green", "yellow", "red", "purple", "carmine"],
  ),
  element_id: only2(elementId),
};

/** Tags beside the title, of which the first three are shown. */
export const textTags: Check = listOf(tagged({ text_tag: objectWith(tagProperties) }));

export const imageKey: Check = (value, at) => {
  if (typeof value === "string" && value !== "") return;
  at.fault("image-key", "It is no image key", "Upload the image and give its image_key.");
};

const iconProperties: PropertiesOf<Partial<StandardIcon & Omit<CustomIcon, "tag">>> = {
  token: text,
  img_key: text,
  color,
  size: text,
};
const iconWith = objectWith(iconProperties);

/** An icon may have what the other kind of icon has: it is not looked at. */
export const icon: Check = (value, at) => {
  iconWith(value, at);
  if (!isObject(value)) return;
  const { tag, token, img_key } = value;
  if (!isAbsent(tag)) oneOf("standard_icon", "custom_icon")(tag, at.member("tag"));
  if (tag === "standard_icon" && isEmpty(token)) missing(at.member("token"));
  else if (tag === "custom_icon") imageKey(img_key, at.member("img_key"));
  else if (isEmpty(token) && isEmpty(img_key)) at.fault("required", "It shows nothing", "Give a token, or an img_key.");
};

function isEmpty(value: unknown): boolean {
  return isAbsent(value) || value === "";
}

/** An object that is checked by its tag. */
function tagged(checks: Readonly<Record<string, Check>>): Check {
  const tags = Object.keys(checks);
  return (value, at) => {
    if (!isObject(value)) {
      objectOfAnyKind(value, at);
      return;
    }
    const check = typeof value.tag === "string" && tags.includes(value.tag) ? checks[value.tag] : undefined;
    if (check === undefined) at.member("tag").fault("choice", "There is no such thing here", `Use ${tags.join(", ")}.`);
    else check(value, at);
  };
}

const confirmProperties: PropertiesOf<Confirm> = { title: required(plainText), text: required(plainText) };
const confirmWith = objectWith(confirmProperties);

/** An empty one asks nothing. */
export const confirm: Check = (value, at) => {
  if (!isObject(value) || Object.keys(value).length > 0) confirmWith(value, at);
};

const urlProperties: PropertiesOf<MultiUrl> = { url: text, pc_url: text, ios_url: text, android_url: text };
const urls = objectWith(urlProperties);

/** `url`, or all three others. */
export const multiUrl: Check = (value, at) => {
  urls(value, at);
  if (!isObject(value)) return;
  const everywhere = [value.pc_url, value.ios_url, value.android_url].every((url) => !isAbsent(url));
  if (!everywhere && isAbsent(value.url)) {
    at.fault("link", "It leads nowhere on some platform", "Give url, or pc_url, ios_url and android_url.");
  }
};

const openUrl: PropertiesOf<OpenUrl> = {
  type: required(anything),
  default_url: required(someText),
  pc_url: text,
  ios_url: text,
  android_url: text,
};
/** What a callback hands on. The platform also takes a text; only the types of larkwire ask for an object. */
export const callbackValue: Check = (value, at) => {
  if (isObject(value) || typeof value === "string") return;
  at.fault("behavior", "It is neither an object nor a text", "Give an object; it comes back as action.value.");
};

type BehaviorKind = "open_url" | "callback" | "form_action";

const behaviorKinds: Readonly<Record<BehaviorKind, Check>> = {
  open_url: objectWith(openUrl),
  callback: objectWith({ type: anything, value: callbackValue }),
  form_action: objectWith({ type: anything, behavior: oneOf("submit", "reset") }),
};

/** What a click does, of these kinds. */
export const behaviors = (...kinds: readonly BehaviorKind[]): Check =>
  listOf((value, at) => {
    const kind = isObject(value) ? kinds.find((each) => each === value.type) : undefined;
    if (kind !== undefined) behaviorKinds[kind](value, at);
    else at.fault("behavior", "It does nothing that is possible here", `Give type ${kinds.join(" or ")}.`);
  });

/** What the CardKit APIs call a component by. */
function elementId(value: unknown, at: Place): void {
  if (typeof value !== "string" || !/^[a-z]\w{0,19}$/i.test(value)) {
    at.fault("format", "It has a wrong form", "Use a letter, then letters, digits or _: at most 20.");
  } else if (at.findings.seen.element_id.has(value)) {
    at.fault("element-id", `"${value}" stands in the card already`, "Give each component an id of its own.");
  } else {
    at.findings.seen.element_id.add(value);
  }
}

export const placed: PropertiesOf<Placed> = { element_id: only2(elementId), margin: only2(sides(-99, 99)) };

/** How a container arranges what is in it. */
export const arrangement: PropertiesOf<Omit<Arranged, keyof Placed>> = {
  direction: oneOf("vertical", "horizontal"),
  padding,
  horizontal_spacing: spacing,
  horizontal_align: horizontalAlign,
  vertical_spacing: spacing,
  vertical_align: verticalAlign,
};
