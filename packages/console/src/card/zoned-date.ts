/** A date or time as pickers send it: `2025-06-10 +0800`, `05:05 +0800`, `2025-06-10 19:19 +0800`. */
export function toZonedValue(value: string, offsetMinutesEast: number): string {
  const sign = offsetMinutesEast < 0 ? "-" : "+";
  const minutes = Math.abs(offsetMinutesEast);
  const pair = (part: number): string => String(part).padStart(2, "0");
  return `${value} ${sign}${pair(Math.floor(minutes / 60))}${pair(minutes % 60)}`;
}
