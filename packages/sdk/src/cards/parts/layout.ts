/** A length in pixels, such as `8px`. */
export type Pixels = `${number}px`;

type Side = Pixels | "0";

/** One length for all sides, two for the vertical and the horizontal ones, or four from the top on clockwise: `"4px 0"`. */
export type Sides = Side | `${Side} ${Side}` | `${Side} ${Side} ${Side} ${Side}`;

/** The gap between components, by name or in pixels from 0 to 99. Names: 4, 8, 12 and 16 px. */
export type Spacing = "small" | "medium" | "large" | "extra_large" | Pixels;

export type HorizontalAlign = "left" | "center" | "right";
export type VerticalAlign = "top" | "center" | "bottom";

/** What every component of JSON 2.0 may say of its place. */
export interface Placed {
  /** What the CardKit APIs call the component by: letters, digits and `_`, a letter first, at most 20, unique in the card. */
  readonly element_id?: string | undefined;
  /** From -99 to 99 px. */
  readonly margin?: Sides | undefined;
}

/** How a container of JSON 2.0 arranges what is in it. */
export interface Arranged extends Placed {
  /** @default "vertical" */
  readonly direction?: "vertical" | "horizontal" | undefined;
  /** From 0 to 99 px. */
  readonly padding?: Sides | undefined;
  readonly horizontal_spacing?: Spacing | undefined;
  readonly horizontal_align?: HorizontalAlign | undefined;
  readonly vertical_spacing?: Spacing | undefined;
  readonly vertical_align?: VerticalAlign | undefined;
}
