/** Where a click leads: `url`, or one address for each platform. `lark://msgcard/unsupported_action` blocks a platform. */
export interface MultiUrl {
  readonly url?: string | undefined;
  readonly pc_url?: string | undefined;
  readonly ios_url?: string | undefined;
  readonly android_url?: string | undefined;
}
