// Encodes Convex values as in exports and as printed by `npx convex data`.

/** A 64-bit integer. Plain numbers are floats. */
export class Int64 {
  constructor(value) {
    this.value = value;
  }
}

/** Bytes, from a list of numbers. */
export const bytes = (list) => Uint8Array.from(list);

const base64 = (value) => Buffer.from(value).toString("base64");

/** Returns a line of an export: int64 has no decimal point, float64 has one, keys are sorted. */
export function exported(value) {
  if (value instanceof Int64) return value.value.toString();
  if (typeof value === "number") return Number.isInteger(value) ? value.toFixed(1) : String(value);
  if (value instanceof Uint8Array) return JSON.stringify({ $bytes: base64(value) });
  if (Array.isArray(value)) return `[${value.map(exported).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${exported(value[key])}`);
  return `{${pairs.join(",")}}`;
}

/** Returns a line of `npx convex data --format jsonLines`: JavaScript's notation, which is JSON for many values. */
export function printed(value) {
  if (value instanceof Int64) return `${value.value}n`;
  if (value instanceof Uint8Array) return `Bytes("${base64(value)}")`;
  if (Array.isArray(value)) return `[${value.map(printed).join(", ")}]`;
  if (value === null || typeof value !== "object") return typeof value === "string" ? JSON.stringify(value) : String(value);
  const pairs = Object.keys(value).sort().map((key) => `"${key}": ${printed(value[key])}`);
  return `{ ${pairs.join(", ")} }`;
}
