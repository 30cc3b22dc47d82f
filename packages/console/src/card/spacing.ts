const names: Readonly<Record<string, { readonly "1.0": number; readonly "2.0": number }>> = {
  small: { "1.0": 4, "2.0": 4 },
  medium: { "1.0": 8, "2.0": 8 },
  default: { "1.0": 8, "2.0": 8 },
  large: { "1.0": 16, "2.0": 12 },
  extra_large: { "1.0": 16, "2.0": 16 },
};

/** A named or measured distance in CSS px. */
export function toSpacing(value: string | undefined, version: "1.0" | "2.0", fallbackPx: number): string {
  if (value === undefined) return `${fallbackPx}px`;
  const named = Object.hasOwn(names, value) ? names[value]?.[version] : undefined;
  if (named !== undefined) return `${named}px`;
  return isLength(value) ? value : `${fallbackPx}px`;
}

/** `"4px"`, `"4px 0"` … `"4px 0 4px 0"`; anything else is ignored. */
export function toBox(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const sides = value.trim().split(/\s+/);
  return sides.length <= 4 && sides.every(isLength) ? sides.join(" ") : undefined;
}

/** `"120px"` or a number, up to what fits on a screen. */
export function toWidth(value: unknown): string | undefined {
  if (typeof value === "number" && value > 0) return `${Math.min(value, 1000)}px`;
  return typeof value === "string" && /^\d{1,3}px$/.test(value) ? value : undefined;
}

function isLength(value: string): boolean {
  return /^-?\d{1,2}(?:\.\d+)?px$|^0$/.test(value);
}
