// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { Encoding } from "../generated/types.js";

/**
 * A Convex value, as in Convex's client: a `number` is a float64, a `bigint` an int64, bytes are an `ArrayBuffer`.
 * Objects in encoded JSON (`{ $integer: … }`) are kept unchanged.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | ArrayBuffer
  | JsonText
  | readonly Value[]
  | { readonly [name: string]: Value | undefined };

/** Identifies a {@link JsonText} even if this is loaded twice, as ES modules and as CommonJS. */
const JSON_TEXT = Symbol.for("convex-ops.jsonText");

/** JSON to insert verbatim into a request, so that `1` and `1.0` differ. Created by {@link jsonText}. */
export interface JsonText {
  readonly [JSON_TEXT]: string;
}

/**
 * Uses JSON text as a value, such as a line of a snapshot export. `JSON.parse` would not distinguish int64 from float64.
 *
 * @throws {SyntaxError} if the text is not JSON.
 */
export function jsonText(text: string): JsonText {
  // Anything but one JSON value would change the request around it.
  JSON.parse(text);
  return { [JSON_TEXT]: text };
}

/** Writes a value as JSON in one of the lossless encodings. */
export function writeValue(value: Value, encoding: Encoding): string {
  if (typeof value === "number") return writeNumber(value, encoding);
  if (typeof value === "bigint") return writeInteger(value, encoding);
  if (value instanceof ArrayBuffer) return special("$bytes", value);
  if (Array.isArray(value)) return `[${value.map((element: Value) => writeValue(element, encoding)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    if (JSON_TEXT in value) return (value as JsonText)[JSON_TEXT];
    const fields = Object.entries(value as Record<string, Value | undefined>).flatMap(([name, field]) =>
      field === undefined ? [] : [`${JSON.stringify(name)}:${writeValue(field, encoding)}`],
    );
    return `{${fields.join(",")}}`;
  }
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`not a Convex value: a ${typeof value}`);
  return text;
}

function writeNumber(value: number, encoding: Encoding): string {
  const isSpecial = !Number.isFinite(value) || Object.is(value, -0);
  if (isSpecial) return special("$float", eightBytes((view) => view.setFloat64(0, value, true)));
  const text = String(value);
  return encoding === "export" && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function writeInteger(value: bigint, encoding: Encoding): string {
  if (BigInt.asIntN(64, value) !== value) throw new RangeError("bigint out of range: Convex's bigints have 64 bits");
  if (encoding === "export") return value.toString();
  return special("$integer", eightBytes((view) => view.setBigInt64(0, value, true)));
}

function eightBytes(write: (view: DataView) => void): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(8));
  write(view);
  return view.buffer as ArrayBuffer;
}

function special(name: string, bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return JSON.stringify({ [name]: btoa(binary) });
}
