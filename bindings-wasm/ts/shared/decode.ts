// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import { fromBase64, toBase64 } from "./base64.js";
import { Secret } from "./secret.js";

/**
 * The fields of each type that are not as JSON has them: `T` is a time, `S` a secret, `B` are bytes, `I` is a large
 * integer, `*…` is a map of those, and any other name is a type. It applies to each element of an array.
 */
export type Shapes = { readonly [type: string]: { readonly [field: string]: string } };

/** Reads an answer: times become a `Date`, secrets a {@link Secret}, bytes a `Uint8Array`, and large integers a `bigint`. */
export function decode(shapes: Shapes, shape: string | undefined, value: unknown): unknown {
  if (shape === undefined || value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => decode(shapes, shape, item));
  if (shape === "T") return typeof value === "number" ? new Date(value) : value;
  if (shape === "S") return typeof value === "string" ? new Secret(value) : value;
  if (shape === "I") return typeof value === "number" ? BigInt(value) : value;
  if (shape === "B") return typeof value === "string" ? fromBase64(value) : value;
  if (typeof value !== "object") return value;
  if (shape.startsWith("*")) return mapFields(value, (field) => decode(shapes, shape.slice(1), field));
  const fields = Object.hasOwn(shapes, shape) ? shapes[shape] : undefined;
  if (fields === undefined) return value;
  return mapFields(value, (field, name) => {
    const inner = Object.hasOwn(fields, name) ? fields[name] : fields["*"];
    return decode(shapes, inner, field);
  });
}

/** Writes the fields of a request. A `bigint` is an integer there, and refused inside values, where it may mean another type. */
export function encodeRequest(request: object): object {
  return mapFields(request, (field) => (typeof field === "bigint" ? field : encode(field)));
}

/** Writes a value: a `Date` as milliseconds, a {@link Secret} as its text, and bytes as base64. */
export function encode(value: unknown): unknown {
  if (typeof value === "bigint") throw new TypeError("JSON has no bigint");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Date) {
    const time = value.getTime();
    if (Number.isNaN(time)) throw new RangeError("invalid date");
    return time;
  }
  if (value instanceof Secret) return value.expose();
  if (value instanceof Uint8Array) return toBase64(value);
  if (value instanceof ArrayBuffer) return toBase64(new Uint8Array(value));
  return mapFields(value, encode);
}

/** Names such as `__proto__` are fields like any other. */
function mapFields(value: object, map: (field: unknown, name: string) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, map(field, name)]));
}
