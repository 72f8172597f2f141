// Convex values as text: in an export, and as `npx convex data` prints them.

/** A 64-bit integer. Plain numbers are floats. */
export class Int64 {
  constructor(value) {
    this.value = value;
  }
}

/** Bytes, from a list of numbers. */
export const bytes = (list) => Uint8Array.from(list);

const base64 = (value) => Buffer.from(value).toString("base64");

/** A line of an export: integers without a point are int64, floats have one, keys are in order. */
export function exported(value) {
  if (value instanceof Int64) return value.value.toString();
  if (typeof value === "number") return Number.isInteger(value) ? value.toFixed(1) : String(value);
  if (value instanceof Uint8Array) return JSON.stringify({ $bytes: base64(value) });
  if (Array.isArray(value)) return `[${value.map(exported).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${exported(value[key])}`);
  return `{${pairs.join(",")}}`;
}

/** A line of `npx convex data --format jsonLines`: JavaScript's own notation, which is JSON for many values. */
export function printed(value) {
  if (value instanceof Int64) return `${value.value}n`;
  if (value instanceof Uint8Array) return `Bytes("${base64(value)}")`;
  if (Array.isArray(value)) return `[${value.map(printed).join(", ")}]`;
  if (value === null || typeof value !== "object") return typeof value === "string" ? JSON.stringify(value) : String(value);
  const pairs = Object.keys(value).sort().map((key) => `"${key}": ${printed(value[key])}`);
  return `{ ${pairs.join(", ")} }`;
}
