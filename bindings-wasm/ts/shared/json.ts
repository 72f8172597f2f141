// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { Encoding } from "../generated/types.js";

/**
 * A Convex value as Convex's own client holds it: a `number` is a float64, a `bigint` an int64, bytes are an
 * `ArrayBuffer`. Objects that are encoded JSON already (`{ $integer: … }`) are taken as they are.
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

/** Tells a {@link JsonText} also where this was loaded twice, as ES modules and as CommonJS. */
const JSON_TEXT = Symbol.for("convex-ops.jsonText");

/** JSON that goes into a request as it is written, so that `1` and `1.0` stay apart. Made by {@link jsonText}. */
export interface JsonText {
  readonly [JSON_TEXT]: string;
}

/**
 * JSON text as a value: a line of a snapshot export, say. `JSON.parse` would lose whether a number is an int64.
 *
 * @throws {SyntaxError} where the text is not JSON.
 */
export function jsonText(text: string): JsonText {
  // A text that is not one JSON value would change the request around it.
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
  if (text === undefined) throw new TypeError(`a ${typeof value} is no Convex value`);
  return text;
}

function writeNumber(value: number, encoding: Encoding): string {
  const isSpecial = !Number.isFinite(value) || Object.is(value, -0);
  if (isSpecial) return special("$float", eightBytes((view) => view.setFloat64(0, value, true)));
  const text = String(value);
  return encoding === "export" && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function writeInteger(value: bigint, encoding: Encoding): string {
  if (BigInt.asIntN(64, value) !== value) throw new RangeError("a bigint of Convex has 64 bits");
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
