import type { CardBody, CardConfig, PerPlatform } from "../card.ts";
import type { Header } from "../header.ts";
import type { MessageCard, MessageCardConfig } from "../message-card/message-card.ts";
import { elements } from "./components.ts";
import { anyText, arrangement, color, icon, languages, localized, multiUrl, padding, textTags } from "./parts.ts";
import type { Check, Place } from "./place.ts";
import { asked, isAbsent, missing, objectWith, only1, only2, type PropertiesOf, required } from "./shape.ts";
import { anything, flag, integer, isObject, listOf, mapOf, objectOfAnyKind, oneOf, someText, text } from "./values.ts";

const perPlatform: PropertiesOf<PerPlatform> = {
  default: required(integer(1, 100_000)),
  android: integer(1, 100_000),
  ios: integer(1, 100_000),
  pc: integer(1, 100_000),
};

const configProperties: PropertiesOf<CardConfig & MessageCardConfig> = {
  enable_forward: flag,
  update_multi: (value, at) => {
    flag(value, at);
    if (value === false && at.version === "2.0") {
      at.fault("shared", "A card of JSON 2.0 is always shared", "Leave update_multi away, or say true.");
    }
  },
  width_mode: oneOf("default", "compact", "fill"),
  use_custom_translation: flag,
  enable_forward_interaction: flag,
  style: objectWith({
    text_size: mapOf(objectWith({ default: text, pc: required(text), mobile: required(text) })),
    color: mapOf(objectWith({ light_mode: required(someText), dark_mode: required(someText) })),
  }),
  streaming_mode: only2(flag),
  streaming_config: only2(
    objectWith({
      print_frequency_ms: objectWith(perPlatform),
      print_step: objectWith(perPlatform),
      print_strategy: oneOf("fast", "delay"),
    }),
  ),
  summary: only2(objectWith({ content: text, i18n_content: localized(text) })),
  locales: only2(languages),
  wide_screen_mode: only1(flag, 'Use "width_mode".'),
  compact_width: only1(flag, 'Use "width_mode": "compact".'),
};
const config = objectWith(configProperties);

const headerProperties: PropertiesOf<Header> = {
  title: asked(anyText),
  subtitle: anyText,
  text_tag_list: textTags,
  i18n_text_tag_list: localized(textTags),
  template: oneOf(
    ...["blue", "wathet", "turquoise", "green", "yellow", "orange", "red", "carmine"],
    ...["violet", "purple", "indigo", "grey", "default"],
  ),
  icon,
  padding: only2(padding),
};
const headerWith = objectWith({
  ...headerProperties,
  ud_icon: only1(objectWith({ token: required(someText), style: objectWith({ color }) }), "Name it icon."),
});

/** A subtitle alone is shown as the title. */
const header: Check = (value, at) => {
  headerWith(value, at);
  if (isObject(value) && isAbsent(value.title) && isAbsent(value.subtitle)) missing(at.member("title"));
};

const bodyProperties: PropertiesOf<CardBody> = { ...arrangement, elements };

const top2 = objectWith({
  schema: anything,
  config,
  card_link: multiUrl,
  header,
  body: objectWith(bodyProperties),
});

const top1Properties: PropertiesOf<MessageCard> = {
  schema: anything,
  config,
  card_link: multiUrl,
  header,
  i18n_header: localized(header),
  elements,
  i18n_elements: localized((value, at) => elements(value, at.inLanguage())),
  fallback: objectWith({
    trigger_conditions: listOf(
      objectWith({ type: required(oneOf("min_client_version", "element_tags")), value: required(anything) }),
    ),
  }),
};
const top1 = objectWith(top1Properties);

/** The whole card. `{}` is a valid, blank one. */
export const card: Check = (value, at) => {
  if (!isObject(value)) {
    objectOfAnyKind(value, at);
    return;
  }
  if (!isAbsent(value.schema)) oneOf("1.0", "2.0")(value.schema, at.member("schema"));
  if (at.version === "2.0") top2(value, at);
  else if (isCard1(value)) top1(value, at);
  else at.fault("not-a-card", "It has nothing that a card has", strayMend(value));
};

function isCard1(value: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(value);
  return names.length === 0 || names.some((name) => Object.hasOwn(top1Properties, name));
}

function strayMend({ body }: Readonly<Record<string, unknown>>): string {
  return body === undefined ? "Give elements, or schema and body." : 'A body needs "schema": "2.0".';
}

/** A template of the card builder: what is in it, only the platform knows. */
export function template(data: unknown, at: Place): void {
  if (!isObject(data)) {
    objectOfAnyKind(data, at);
    return;
  }
  const { template_id, template_variable, template_version_name } = data;
  if (typeof template_id !== "string" || template_id === "") {
    at.member("template_id").fault("template", "It is missing", "Copy the id from the card builder.");
  }
  if (!isAbsent(template_variable) && !isObject(template_variable)) {
    const mend = "Map each variable's name to its value.";
    at.member("template_variable").fault("template-variable", "It is not an object", mend);
  }
  if (!isAbsent(template_version_name)) text(template_version_name, at.member("template_version_name"));
}
