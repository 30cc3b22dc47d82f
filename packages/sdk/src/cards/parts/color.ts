/** A hue that the client adapts to light and dark mode. */
export type ColorFamily =
  | "blue"
  | "carmine"
  | "green"
  | "grey"
  | "indigo"
  | "lime"
  | "orange"
  | "purple"
  | "red"
  | "sunflower"
  | "turquoise"
  | "violet"
  | "wathet"
  | "yellow";

/**
 * A family such as `blue`, a family with its weight such as `blue-50`, `rgba(...)`, or a name of `config.style.color`.
 *
 * @see https://open.feishu.cn/document/feishu-cards/enumerations-for-fields-related-to-color
 */
export type Color = ColorFamily | "bg-white" | "white" | "default" | (string & {});

/** The colour of the header's background. */
export type HeaderTemplate =
  | "blue"
  | "wathet"
  | "turquoise"
  | "green"
  | "yellow"
  | "orange"
  | "red"
  | "carmine"
  | "violet"
  | "purple"
  | "indigo"
  | "grey"
  | "default";

/** The colour of a small tag with text. */
export type TextTagColor =
  | "neutral"
  | "blue"
  | "turquoise"
  | "lime"
  | "orange"
  | "violet"
  | "indigo"
  | "wathet"
  | "green"
  | "yellow"
  | "red"
  | "purple"
  | "carmine";
