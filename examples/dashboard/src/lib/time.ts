/** Times as people read them. */

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_536_000_000],
  ["month", 2_592_000_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const exact = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

/** Returns a time relative to now: `in 3 hours`. */
export function formatRelative(time: Date, now = Date.now()): string {
  const distance = time.getTime() - now;
  for (const [unit, length] of UNITS) {
    if (Math.abs(distance) >= length) return relative.format(Math.round(distance / length), unit);
  }
  return "just now";
}

/** Returns the date and time. */
export function formatExact(time: Date): string {
  return exact.format(time);
}

/** One hour, in milliseconds. */
export const HOUR = 3_600_000;

/** One day, in milliseconds. */
export const DAY = 86_400_000;
